package io.github.activationatlas.inversion.internal.image;

import java.util.Random;
import java.util.function.IntToLongFunction;

/** What optimisation starts from. */
final class Noise {
    private Noise() {}

    /**
     * Fills [rows, image, width] with Gaussian noise, from one source an image, so that an image does not depend on its batch.
     *
     * @param numbers what each image of the batch is seeded by, beside the seed
     */
    static void start(
            long seed, IntToLongFunction numbers, int images, int rows, int width, double spread, float[] values) {
        for (int b = 0; b < images; b++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + numbers.applyAsLong(b));
            for (int row = 0; row < rows; row++) {
                int from = (row * images + b) * width;
                for (int i = from; i < from + width; i++) {
                    values[i] = (float) (spread * random.nextGaussian());
                }
            }
        }
    }
}
