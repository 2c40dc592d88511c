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

    /**
     * Computes the whitening of activations.
     *
     * @param activations at least one vector, [count, channels]
     * @return the whitening
     * @throws IllegalArgumentException if there are no activations or all are zero
     */
    public static Whitening ofActivations(float[][] activations) {
        checkArgument(activations.length > 0, "there are no activations");
        int d = activations[0].length;
        double[] moment = new double[d * d];
        for (float[] h : activations) {
            for (int i = 0; i < d; i++) {
                double hi = h[i];
                // Rectified activations are mostly zero.
                for (int j = 0; j < d && hi != 0; j++) {
                    moment[i * d + j] += hi * h[j];
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += moment[i * d + i];
        }
        checkArgument(trace > 0, "all activations are zero");
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                moment[i * d + j] /= activations.length;
            }
            moment[i * d + i] += RIDGE * trace / activations.length / d;
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
