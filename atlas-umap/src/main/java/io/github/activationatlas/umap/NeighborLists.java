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
        Arrays.fill(fresh, row * k, (row + 1) * k, false);
    }

    float worst(int row) {
        return distances[row * k + k - 1];
    }

    /** Takes a point into a row's list if it is near enough and not yet there. */
    boolean offer(int row, int id, float distance) {
        int first = row * k;
        int last = first + k - 1;
        if (!before(distance, id, last)) {
            return false;
        }
        for (int slot = first; slot <= last; slot++) {
            if (ids[slot] == id) {
                return false;
            }
        }
        int at = last;
        while (at > first && before(distance, id, at - 1)) {
            at--;
        }
        System.arraycopy(ids, at, ids, at + 1, last - at);
        System.arraycopy(distances, at, distances, at + 1, last - at);
        System.arraycopy(fresh, at, fresh, at + 1, last - at);
        ids[at] = id;
        distances[at] = distance;
        fresh[at] = true;
        return true;
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
