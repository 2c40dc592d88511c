package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.internal.linalg.Permutation;
import java.util.Arrays;

/**
 * The order in which points are worked off. Chance sends them into batches; in a batch those that lie together come one after another (Morton
 * order of the first layout), so that what a thread reads is mostly what it read before.
 *
 * @param place for each point its place in that order
 * @param seat for each place a seat by chance
 */
public record VisitOrder(int[] place, int[] seat) {
    private static final int CELLS = 1 << 14;

    /**
     * Finds the places.
     *
     * @param layout coordinates, point behind point
     * @param batch points of a batch
     */
    public static VisitOrder of(float[] layout, int dimension, int batch, long seed) {
        int n = layout.length / dimension;
        int[] seats = Permutation.random(n, seed);
        long[] keys = new long[n];
        Side x = Side.of(layout, dimension, 0);
        Side y = Side.of(layout, dimension, dimension > 1 ? 1 : 0);
        for (int v = 0; v < n; v++) {
            long cell = spread(x.cell(layout[v * dimension + x.offset])) << 1
                    | spread(y.cell(layout[v * dimension + y.offset]));
            keys[v] = (long) (seats[v] / batch) << 58 | cell << 30 | v;
        }
        Arrays.parallelSort(keys);
        int[] place = new int[n];
        int[] seat = new int[n];
        for (int p = 0; p < n; p++) {
            int v = (int) keys[p] & (1 << 30) - 1;
            place[v] = p;
            seat[p] = seats[v];
        }
        return new VisitOrder(place, seat);
    }

    /** Puts a 0 before each of 14 bits. */
    private static long spread(long bits) {
        long b = (bits | bits << 8) & 0x00FF00FF;
        b = (b | b << 4) & 0x0F0F0F0F;
        b = (b | b << 2) & 0x33333333;
        return (b | b << 1) & 0x55555555;
    }

    /** A coordinate's range, cut into cells. */
    private record Side(int offset, float low, float high) {
        static Side of(float[] layout, int dimension, int offset) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = offset; i < layout.length; i += dimension) {
                low = Math.min(low, layout[i]);
                high = Math.max(high, layout[i]);
            }
            return new Side(offset, low, high);
        }

        int cell(float value) {
            return high > low ? (int) ((value - low) / (high - low) * (CELLS - 1)) : 0;
        }
    }
}
