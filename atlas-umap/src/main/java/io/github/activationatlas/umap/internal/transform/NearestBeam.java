package io.github.activationatlas.umap.internal.transform;

import java.util.Arrays;

/** The best points met on a walk, nearest first, ties by index, each with a note whether its neighbours were looked at. */
public final class NearestBeam {
    private final int[] ids;
    private final float[] distances;
    private final boolean[] done;
    private int size;

    public NearestBeam(int width) {
        ids = new int[width];
        distances = new float[width];
        done = new boolean[width];
    }

    /** Takes a point that was not offered before, if it is near enough. */
    public void offer(int id, float distance) {
        if (size == ids.length && !before(distance, id, size - 1)) {
            return;
        }
        int at = size < ids.length ? size++ : size - 1;
        for (; at > 0 && before(distance, id, at - 1); at--) {
            ids[at] = ids[at - 1];
            distances[at] = distances[at - 1];
            done[at] = done[at - 1];
        }
        ids[at] = id;
        distances[at] = distance;
        done[at] = false;
    }

    private boolean before(float distance, int id, int at) {
        return distance < distances[at] || distance == distances[at] && id < ids[at];
    }

    /** The nearest point whose neighbours were not looked at, which they now are; -1 if there is none. */
    public int next() {
        for (int at = 0; at < size; at++) {
            if (!done[at]) {
                done[at] = true;
                return ids[at];
            }
        }
        return -1;
    }

    /** Drops all but the nearest. */
    public void keep(int count) {
        size = Math.min(size, count);
    }

    public float[] distances() {
        return Arrays.copyOf(distances, size);
    }

    public int size() {
        return size;
    }

    public int id(int at) {
        return ids[at];
    }

    public float distance(int at) {
        return distances[at];
    }
}
