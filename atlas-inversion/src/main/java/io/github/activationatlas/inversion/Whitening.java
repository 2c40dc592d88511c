package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The inverse S of the second moment of a layer's activations, K = mean of h h', not centred (Carter et al. 2019): a direction v becomes
 * v S, which discounts what all activations have in common. A ridge of a thousandth of the mean eigenvalue keeps channels that never fire
 * from being divided by zero. Immutable and thread-safe.
 */
public final class Whitening {
    private static final double RIDGE = 1e-3;
    private static final int BLOCK = 1024;
    private final float[][] inverse;

    private Whitening(float[][] inverse) {
        this.inverse = inverse;
    }

    /**
     * Takes a matrix that is at hand.
     *
     * @param inverse S, [channels, channels]
     * @return the whitening
     * @throws IllegalArgumentException if the matrix is not square
     */
    public static Whitening of(float[][] inverse) {
        for (float[] row : checkNotNull(inverse, "inverse must not be null")) {
            checkArgument(
                    row.length == inverse.length,
                    "a square matrix is expected, but it has %s rows of %s",
                    inverse.length,
                    row.length);
        }
        float[][] copy = new float[inverse.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = inverse[i].clone();
        }
        return new Whitening(copy);
    }

    /** Copies one of many activations, wherever they lie. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Copies one vector. Called from one thread, in ascending order of rows.
         *
         * @param row which, from 0
         * @param to room for one value a channel
         */
        void copy(int row, float[] to);
    }

    /**
     * Computes the matrix.
     *
     * @param activations at least one vector, [count, channels]
     * @return the whitening
     * @throws IllegalArgumentException if there are no activations or all are zero
     */
    public static Whitening ofActivations(float[][] activations) {
        checkArgument(activations.length > 0, "there are no activations");
        int d = activations[0].length;
        return ofActivations(activations.length, d, (row, to) -> System.arraycopy(activations[row], 0, to, 0, d));
    }

    /**
     * Computes the matrix of activations that are read once, a few at a time, on as many threads as there are processors. The result does not
     * depend on their number.
     *
     * @param count how many, at least one
     * @param channels the length of each vector
     * @param activations copies them
     * @return the whitening
     * @throws IllegalArgumentException if there are no activations or all are zero
     */
    public static Whitening ofActivations(int count, int channels, Rows activations) {
        checkArgument(count > 0, "there are no activations");
        int d = channels;
        double[] moment = new double[d * d];
        float[][] block = new float[Math.min(count, BLOCK)][d];
        for (int from = 0; from < count; from += BLOCK) {
            int some = Math.min(BLOCK, count - from);
            for (int b = 0; b < some; b++) {
                activations.copy(from + b, block[b]);
            }
            // Each row of the matrix is summed by one thread, in the order of the activations.
            IntStream.range(0, d).parallel().forEach(i -> add(block, some, i, moment));
        }
        return of(moment, d, count);
    }

    private static void add(float[][] block, int some, int i, double[] moment) {
        int d = block[0].length;
        for (int b = 0; b < some; b++) {
            float[] h = block[b];
            double hi = h[i];
            // Rectified activations are mostly zero.
            for (int j = 0; j < d && hi != 0; j++) {
                moment[i * d + j] += hi * h[j];
            }
        }
    }

    private static Whitening of(double[] moment, int d, int count) {
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += moment[i * d + i];
        }
        checkArgument(trace > 0, "all activations are zero");
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                moment[i * d + j] /= count;
            }
            moment[i * d + i] += RIDGE * trace / count / d;
        }
        double[] inverse = Matrices.inverse(moment, d);
        float[][] rows = new float[d][d];
        for (int i = 0; i < d * d; i++) {
            rows[i / d][i % d] = (float) inverse[i];
        }
        return new Whitening(rows);
    }

    /**
     * Whitens a direction.
     *
     * @param direction v, one value a channel
     * @return v S
     * @throws IllegalArgumentException if the number of channels differs
     */
    public float[] apply(float[] direction) {
        checkArgument(
                direction.length == inverse.length,
                "the direction has %s values, but the whitening is for %s channels",
                direction.length,
                inverse.length);
        float[] whitened = new float[inverse.length];
        apply(direction, 0, whitened);
        return whitened;
    }

    /** The same for a vector in the midst of others. Rectified activations are mostly zero. */
    void apply(float[] values, int offset, float[] to) {
        Arrays.fill(to, 0, inverse.length, 0);
        for (int i = 0; i < inverse.length; i++) {
            float v = values[offset + i];
            float[] row = inverse[i];
            for (int j = 0; j < row.length && v != 0; j++) {
                to[j] += v * row[j];
            }
        }
    }
}
