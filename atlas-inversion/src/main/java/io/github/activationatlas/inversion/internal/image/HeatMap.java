package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.models.Images;
import java.awt.image.BufferedImage;

/** Values by row and column as colours over a grey image. */
public final class HeatMap {
    /** Distinguishable without seeing red or green, too. */
    private static final float[] FOR = {0.90f, 0.50f, 0.05f};

    private static final float[] AGAINST = {0.10f, 0.35f, 0.85f};
    private static final float DIM = 0.75f;
    private static final double OPAQUE = 0.85;

    private HeatMap() {}

    /** An image [size, size, channels] below, the map above, scaled bilinearly. */
    public static BufferedImage over(float[] image, int size, int channels, float[][] map) {
        double largest = 1e-12;
        for (float[] row : map) {
            for (float value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        float[] drawn = new float[size * size * 3];
        for (int i = 0; i < size * size; i++) {
            double value = at(map, i / size, i % size, size) / largest;
            double opacity = OPAQUE * Math.abs(value);
            float[] color = value > 0 ? FOR : AGAINST;
            float grey = 0;
            for (int c = 0; c < channels; c++) {
                grey += DIM * image[i * channels + c] / channels;
            }
            for (int c = 0; c < 3; c++) {
                drawn[3 * i + c] = (float) (grey + opacity * (color[c] - grey));
            }
        }
        return Images.toImage(drawn, 0, size, size);
    }

    private static double at(float[][] map, int y, int x, int size) {
        double row = place(y, map.length, size);
        double column = place(x, map[0].length, size);
        int top = (int) row;
        int bottom = Math.min(map.length - 1, top + 1);
        double upper = between(map[top], column);
        return upper + (row - top) * (between(map[bottom], column) - upper);
    }

    private static double place(int pixel, int count, int size) {
        return Math.max(0, Math.min(count - 1, (pixel + 0.5) * count / size - 0.5));
    }

    private static double between(float[] row, double column) {
        int left = (int) column;
        int right = Math.min(row.length - 1, left + 1);
        return row[left] + (column - left) * (row[right] - row[left]);
    }
}
