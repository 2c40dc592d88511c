package io.github.activationatlas.inversion.internal.image;

import java.util.Random;

/** What optimisation starts from. */
final class Noise {
    private Noise() {}

    /**
     * Fills [rows, image, width] with Gaussian noise, from one source an image, so that an image does not depend on its batch.
     *
     * @param firstImage the number of the batch's first image
     */
    static void start(long seed, int firstImage, int images, int rows, int width, double spread, float[] values) {
        for (int b = 0; b < images; b++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + firstImage + b);
            for (int row = 0; row < rows; row++) {
                int from = (row * images + b) * width;
                for (int i = from; i < from + width; i++) {
                    values[i] = (float) (spread * random.nextGaussian());
                }
            }
        }
    }
}
