package io.github.activationatlas.inversion;

import io.github.activationatlas.models.Images;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Between finished values [batch, channel, y, x] and pictures. */
final class Drawn {
    private Drawn() {}

    /** Picture b; grey unless there are three channels. */
    static BufferedImage image(float[] pictures, int b, int size, int channels) {
        int pixels = size * size;
        float[] rgb = new float[pixels * 3];
        for (int i = 0; i < pixels; i++) {
            float sum = 0;
            for (int c = 0; c < channels; c++) {
                float value = pictures[(b * channels + c) * pixels + i];
                sum += value;
                if (channels == 3) {
                    rgb[3 * i + c] = value;
                }
            }
            if (channels != 3) {
                Arrays.fill(rgb, 3 * i, 3 * i + 3, sum / channels);
            }
        }
        return Images.toImage(rgb, 0, size, size);
    }

    /** Reads pictures, scaled to a size; all channels get the grey value unless there are three. */
    static void read(List<BufferedImage> from, int size, int channels, float[] to) {
        int pixels = size * size;
        for (int b = 0; b < from.size(); b++) {
            BufferedImage scaled = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = scaled.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(from.get(b), 0, 0, size, size, null);
            g.dispose();
            float[] rgb = Values.of(scaled);
            for (int i = 0; i < pixels; i++) {
                float grey = (rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / 3;
                for (int c = 0; c < channels; c++) {
                    to[(b * channels + c) * pixels + i] = channels == 3 ? rgb[3 * i + c] : grey;
                }
            }
        }
    }

    /** Multiplies how far values lie from middle grey, before the sigmoid, so that none leaves [0, 1]. */
    static void contrast(float[] pictures, double factor) {
        for (int i = 0; factor != 1 && i < pictures.length; i++) {
            double p = Math.max(1e-6, Math.min(1 - 1e-6, pictures[i]));
            pictures[i] = Sigmoid.of((float) (factor * Math.log(p / (1 - p))));
        }
    }
}
