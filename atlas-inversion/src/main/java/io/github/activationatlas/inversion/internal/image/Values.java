package io.github.activationatlas.inversion.internal.image;

import java.awt.image.BufferedImage;

/** Between pictures and their values. */
public final class Values {
    private Values() {}

    /** Red, green and blue in [0, 1] of every pixel, row by row. */
    public static float[] of(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] pixels = picture.getRGB(0, 0, width, height, null, 0, width);
        float[] values = new float[3 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            values[3 * i] = (pixels[i] >> 16 & 255) / 255f;
            values[3 * i + 1] = (pixels[i] >> 8 & 255) / 255f;
            values[3 * i + 2] = (pixels[i] & 255) / 255f;
        }
        return values;
    }
}
