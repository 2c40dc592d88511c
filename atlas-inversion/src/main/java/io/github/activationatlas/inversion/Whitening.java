package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.inversion.internal.linalg.Matrices;
import java.util.Arrays;

/**
 * The inverse S of the second moment of a layer's activations, K = mean of h h', not centred (Carter et al. 2019): a direction v becomes
 * v S, which discounts what all activations have in common. A ridge of a thousandth of the mean eigenvalue keeps channels that never fire
 * from being divided by zero. Immutable and thread-safe.
 */
public final class Whitening {
    private static final double RIDGE = 1e-3;
    private final float[][] inverse;

    private Whitening(float[][] inverse) {
        this.inverse = inverse;
    }

    /**
     * Creates a whitening of an existing matrix.
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

    /** A table of activations that may lie anywhere, in memory or in a file. */
    @FunctionalInterface
    public interface Rows {
        /**
         * Copies one activation vector.
         *
         * @param row which, from 0
         * @param to room for one value a channel
         */
        void copy(int row, float[] to);
    }

    /**
     * Computes the whitening of activations.
     *
     * @param activations at least one vector, [count, channels]
     * @return the whitening
     * @throws IllegalArgumentException if there are no activations or all are zero
     */
    public static Whitening ofActivations(float[][] activations) {
        int channels = activations.length == 0 ? 0 : activations[0].length;
        return ofActivations(
                activations.length, channels, (row, to) -> System.arraycopy(activations[row], 0, to, 0, channels));
    }

    /**
     * Computes the matrix from activations that are read once, in order, on the calling thread, a few hundred at a time. Sums are shared out
     * among the threads of {@link java.util.concurrent.ForkJoinPool#commonPool()}; the result does not depend on their number.
     *
     * @param count how many vectors, at least 1
     * @param channels values of a vector
     * @param rows the vectors
     * @return the whitening, the same as that of an array of the vectors
     * @throws IllegalArgumentException if there are no activations or all are zero
     */
    public static Whitening ofActivations(int count, int channels, Rows rows) {
        checkNotNull(rows, "rows must not be null");
        checkArgument(count > 0, "there are no activations");
        return ofSums(SecondMoment.of(count, channels, rows), count, channels);
    }

    private static Whitening ofSums(double[] moment, int count, int d) {
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
        float[][] whitening = new float[d][d];
        for (int i = 0; i < d * d; i++) {
            whitening[i / d][i % d] = (float) inverse[i];
        }
        return new Whitening(whitening);
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

    /**
     * Whitens a vector in the midst of others, without allocating.
     *
     * @param values vectors one behind the other
     * @param offset where the vector begins
     * @param to at least as many values as there are channels; its first ones are overwritten
     */
    public void apply(float[] values, int offset, float[] to) {
        Arrays.fill(to, 0, inverse.length, 0);
        for (int i = 0; i < inverse.length; i++) {
            float v = values[offset + i];
            float[] row = inverse[i];
            // Rectified activations are mostly zero.
            for (int j = 0; j < row.length && v != 0; j++) {
                to[j] += v * row[j];
            }
        }
    }
}
