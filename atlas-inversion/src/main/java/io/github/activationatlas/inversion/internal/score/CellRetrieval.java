package io.github.activationatlas.inversion.internal.score;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Whitening;
import org.jspecify.annotations.Nullable;

/** Whether activations lie nearest to the cells that they were made for. */
public final class CellRetrieval {
    private CellRetrieval() {}

    /**
     * The share of activations whose own cell, the one of the same number, is among the nearest by cosine.
     *
     * @param nearest how many count
     * @param whitening for cosines h'Sc / sqrt(h'Sh c'Sc), or null for plain ones
     */
    public static double within(int nearest, float[][] activations, float[][] cells, @Nullable Whitening whitening) {
        checkArgument(
                cells.length >= activations.length,
                "there are %s icons, but only %s cells",
                activations.length,
                cells.length);
        double[] lengths = new double[cells.length];
        for (int c = 0; c < cells.length; c++) {
            lengths[c] = Math.sqrt(Math.max(1e-12, dot(cells[c], whiten(cells[c], whitening))));
        }
        int kept = 0;
        for (int i = 0; i < activations.length; i++) {
            // The activation's own length is the same for all cells.
            float[] h = whiten(activations[i], whitening);
            double own = dot(h, cells[i]) / lengths[i];
            int nearer = 0;
            for (int c = 0; c < cells.length; c++) {
                nearer += dot(h, cells[c]) / lengths[c] > own ? 1 : 0;
            }
            kept += nearer < nearest ? 1 : 0;
        }
        return (double) kept / activations.length;
    }

    private static float[] whiten(float[] v, @Nullable Whitening whitening) {
        return whitening == null ? v : whitening.apply(v);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
