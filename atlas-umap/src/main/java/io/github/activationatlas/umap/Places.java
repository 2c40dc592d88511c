package io.github.activationatlas.umap;

import java.util.Arrays;

/** An order of points in which those that stand near in a layout mostly stand near: along the Z-curve of its first two coordinates. */
final class Places {
    private static final int BITS = 15;

    private Places() {}

    /** Each point's place in the order; ties by point. */
    static int[] of(float[] layout, int dimension) {
        int n = layout.length / dimension;
        long[] keys = new long[n];
        int[] x = cells(layout, 0, dimension);
        int[] y = dimension > 1 ? cells(layout, 1, dimension) : new int[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (spread(x[i]) << 1 | spread(y[i])) << 32 | i;
        }
        Arrays.parallelSort(keys);
        int[] places = new int[n];
        for (int p = 0; p < n; p++) {
            places[(int) keys[p]] = p;
        }
        return places;
    }

    private static int[] cells(float[] layout, int c, int dimension) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (int i = c; i < layout.length; i += dimension) {
            min = Math.min(min, layout[i]);
            max = Math.max(max, layout[i]);
        }
        double scale = max > min ? ((1 << BITS) - 1) / ((double) max - min) : 0;
        int[] cells = new int[layout.length / dimension];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (int) (scale * ((double) layout[i * dimension + c] - min));
        }
        return cells;
    }

    /** Puts a zero before each of the lower 16 bits. */
    private static long spread(int v) {
        long s = v;
        s = (s | s << 8) & 0x00FF00FFL;
        s = (s | s << 4) & 0x0F0F0F0FL;
        s = (s | s << 2) & 0x33333333L;
        return (s | s << 1) & 0x55555555L;
    }
}
