package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.PairDistances;
import java.util.Arrays;

/**
 * The k nearest points found so far for each point, nearest first, ties by index. Squared differences. A row may be changed by one thread at
 * a time; rows are independent.
 */
final class NeighborLists {
    /** A place that no point has taken yet: infinitely far. */
    private static final long EMPTY = key(-1, Float.POSITIVE_INFINITY) | 1;

    private final int k;
    /** The distance in an order of integers, the index, and last whether the place is new, so that one comparison orders two places. */
    private final long[] places;

    NeighborLists(int rows, int k) {
        this.k = k;
        this.places = new long[Math.multiplyExact(rows, k)];
        Arrays.fill(places, EMPTY);
    }

    private NeighborLists(NeighborLists other) {
        this.k = other.k;
        this.places = other.places.clone();
    }

    private static long key(int id, float distance) {
        int bits = Float.floatToRawIntBits(distance + 0f);
        return (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << 32 | (id << 1 & 0xFFFFFFFFL);
    }

    private static float distance(long place) {
        int bits = (int) (place >> 32);
        return Float.intBitsToFloat(bits ^ bits >> 31 & Integer.MAX_VALUE);
    }

    private static int id(long place) {
        return (int) place >> 1;
    }

    NeighborLists snapshot() {
        return new NeighborLists(this);
    }

    int k() {
        return k;
    }

    /** The point at a place of a row's list, or -1 if there is none. */
    int id(int row, int i) {
        return id(places[row * k + i]);
    }

    float distance(int row, int i) {
        return distance(places[row * k + i]);
    }

    boolean fresh(int row, int i) {
        return (places[row * k + i] & 1) != 0;
    }

    void settle(int row) {
        settle(row, row + 1);
    }

    void settle(int from, int to) {
        for (int i = from * k; i < to * k; i++) {
            places[i] &= -2;
        }
    }

    float worst(int row) {
        return distance(places[row * k + k - 1]);
    }

    /** Whether a row's list holds a point at this very distance. */
    boolean holds(int row, int id, float distance) {
        long key = key(id, distance);
        int slot = slot(row, key);
        return slot < (row + 1) * k && places[slot] >> 1 == key >> 1;
    }

    /** Takes a point into a row's list if it is near enough and not yet there. */
    boolean offer(int row, int id, float distance) {
        int first = row * k;
        int last = first + k - 1;
        long key = key(id, distance);
        if (key >= places[last]) {
            return false;
        }
        int at = slot(row, key);
        if (places[at] >> 1 == key >> 1) {
            return false;
        }
        // Rounding may have given the same pair another distance before.
        for (int slot = first; slot <= last; slot++) {
            if (id(places[slot]) == id) {
                return false;
            }
        }
        System.arraycopy(places, at, places, at + 1, last - at);
        places[at] = key | 1;
        return true;
    }

    /** Where a key stands in a row's list, or would stand: before all that are greater. */
    private int slot(int row, long key) {
        int at = row * k;
        // By steps without a branch, as none could be foreseen.
        for (int left = k; left > 0; ) {
            int half = left + 1 >>> 1;
            at += places[at + half - 1] < key ? half : 0;
            left -= half;
        }
        return at;
    }

    /** The lists with the metric's distances. */
    NeighborTable graph(PairDistances pairs) {
        int[] ids = new int[places.length];
        float[] metric = new float[places.length];
        for (int i = 0; i < metric.length; i++) {
            ids[i] = id(places[i]);
            metric[i] = ids[i] < 0 ? Float.POSITIVE_INFINITY : pairs.distance(distance(places[i]));
        }
        return new NeighborTable(ids.length / k, k, ids, metric);
    }
}
