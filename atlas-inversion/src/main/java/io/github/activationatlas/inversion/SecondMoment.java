package io.github.activationatlas.inversion;

import java.util.stream.IntStream;

/** Sums of the products of each two channels over many vectors, in double precision. */
final class SecondMoment {
    /** Vectors that are held at once: enough for the threads to share out, and few enough for the processor's caches. */
    private static final int BLOCK = 256;

    private SecondMoment() {}

    /** Each sum is taken in the order of the vectors by one thread, so that it has the same bits with any number of threads. */
    static double[] of(int count, int channels, Whitening.Rows rows) {
        double[] sums = new double[channels * channels];
        float[][] block = new float[Math.min(BLOCK, count)][channels];
        for (int first = 0; first < count; first += BLOCK) {
            int size = Math.min(BLOCK, count - first);
            for (int k = 0; k < size; k++) {
                rows.copy(first + k, block[k]);
            }
            IntStream.range(0, channels).parallel().forEach(i -> add(block, size, i, sums));
        }
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j < i; j++) {
                sums[i * channels + j] = sums[j * channels + i];
            }
        }
        return sums;
    }

    /** Adds to the row of one channel, from the diagonal on. */
    private static void add(float[][] block, int size, int i, double[] sums) {
        int channels = block[0].length;
        for (int k = 0; k < size; k++) {
            float[] h = block[k];
            double hi = h[i];
            // Rectified activations are mostly zero.
            for (int j = i; j < channels && hi != 0; j++) {
                sums[i * channels + j] += hi * h[j];
            }
        }
    }
}
