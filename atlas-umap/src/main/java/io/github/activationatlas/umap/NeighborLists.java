package io.github.activationatlas.umap;

import java.util.Arrays;

/**
 * The k nearest points found so far for each point, nearest first, ties by index. Squared differences. A row may be changed by one thread at
 * a time; rows are independent.
 */
final class NeighborLists {
    private final int k;
    private final int[] ids;
    private final float[] distances;
    private final boolean[] fresh;

    NeighborLists(int rows, int k) {
        this.k = k;
        this.ids = new int[Math.multiplyExact(rows, k)];
        this.distances = new float[ids.length];
        this.fresh = new boolean[ids.length];
        Arrays.fill(ids, -1);
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
    }

    private NeighborLists(NeighborLists other) {
        this.k = other.k;
        this.ids = other.ids.clone();
        this.distances = other.distances.clone();
        this.fresh = other.fresh.clone();
    }

    NeighborLists snapshot() {
        return new NeighborLists(this);
    }

    int k() {
        return k;
    }

    int id(int row, int i) {
        return ids[row * k + i];
    }

    float distance(int row, int i) {
        return distances[row * k + i];
    }

    boolean fresh(int row, int i) {
        return fresh[row * k + i];
    }

    void settle(int row) {
        settle(row, row + 1);
    }

    void settle(int from, int to) {
        Arrays.fill(fresh, from * k, to * k, false);
    }

    float worst(int row) {
        return distances[row * k + k - 1];
    }

    /** Whether a row's list holds a point at this very distance. */
    boolean holds(int row, int id, float distance) {
        int slot = slot(row, id, distance);
        return slot < (row + 1) * k && ids[slot] == id && distances[slot] == distance;
    }

    /** Takes a point into a row's list if it is near enough and not yet there. */
    boolean offer(int row, int id, float distance) {
        int first = row * k;
        int last = first + k - 1;
        if (!before(distance, id, last)) {
            return false;
        }
        int at = slot(row, id, distance);
        if (ids[at] == id) {
            return false;
        }
        // Rounding may have given the same pair another distance before.
        for (int slot = first; slot <= last; slot++) {
            if (ids[slot] == id) {
                return false;
            }
        }
        System.arraycopy(ids, at, ids, at + 1, last - at);
        System.arraycopy(distances, at, distances, at + 1, last - at);
        System.arraycopy(fresh, at, fresh, at + 1, last - at);
        ids[at] = id;
        distances[at] = distance;
        fresh[at] = true;
        return true;
    }

    /** Where a point stands in a row's list, or would stand: before all that are farther. */
    private int slot(int row, int id, float distance) {
        int at = row * k;
        int end = at + k;
        // By steps without a branch, as none could be foreseen.
        for (int left = k; left > 0; ) {
            int half = left + 1 >>> 1;
            at += distances[at + half - 1] < distance ? half : 0;
            left -= half;
        }
        while (at < end && distances[at] == distance && ids[at] >= 0 && ids[at] < id) {
            at++;
        }
        return at;
    }

    /** The lists with the metric's distances. */
    NeighborGraph graph(Pairs pairs) {
        float[] metric = new float[distances.length];
        for (int i = 0; i < metric.length; i++) {
            metric[i] = ids[i] < 0 ? Float.POSITIVE_INFINITY : pairs.distance(distances[i]);
        }
        return new NeighborGraph(ids.length / k, k, ids, metric);
    }

    private boolean before(float distance, int id, int slot) {
        return distance < distances[slot] || distance == distances[slot] && (ids[slot] < 0 || id < ids[slot]);
    }
}
