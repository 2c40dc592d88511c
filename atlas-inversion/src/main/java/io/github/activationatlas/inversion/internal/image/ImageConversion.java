package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.models.Images;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/** Converts between values, [batch, channel, y, x] in [0, 1], and images. */
public final class ImageConversion {
    private ImageConversion() {}

    /** Image b; grey unless there are three channels. */
    static BufferedImage image(float[] images, int b, int size, int channels) {
        int pixels = size * size;
        float[] rgb = new float[pixels * 3];
        for (int i = 0; i < pixels; i++) {
            float sum = 0;
            for (int c = 0; c < channels; c++) {
                float value = images[(b * channels + c) * pixels + i];
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

    /** Reads images, scaled to a size; all channels get the grey value unless there are three. */
    public static void read(List<BufferedImage> from, int size, int channels, float[] to) {
        int pixels = size * size;
        for (int b = 0; b < from.size(); b++) {
            BufferedImage scaled = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = scaled.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(from.get(b), 0, 0, size, size, null);
            g.dispose();
            float[] rgb = rgb(scaled);
            for (int i = 0; i < pixels; i++) {
                float grey = (rgb[3 * i] + rgb[3 * i + 1] + rgb[3 * i + 2]) / 3;
                for (int c = 0; c < channels; c++) {
                    to[(b * channels + c) * pixels + i] = channels == 3 ? rgb[3 * i + c] : grey;
                }
            }
        }
    }

    /** Multiplies how far values lie from mid-grey, before the sigmoid, so that none leaves [0, 1]. */
    static void contrast(float[] images, double factor) {
        for (int i = 0; factor != 1 && i < images.length; i++) {
            double p = Math.max(1e-6, Math.min(1 - 1e-6, images[i]));
            images[i] = Sigmoid.of((float) (factor * Math.log(p / (1 - p))));
        }
    }

    /** Red, green and blue in [0, 1] of every pixel, row by row. */
    public static float[] rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        float[] values = new float[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[3 * i] = (pixels[i] >> 16 & 255) / 255f;
            values[3 * i + 1] = (pixels[i] >> 8 & 255) / 255f;
            values[3 * i + 2] = (pixels[i] & 255) / 255f;
        }
        return values;
    }
}
