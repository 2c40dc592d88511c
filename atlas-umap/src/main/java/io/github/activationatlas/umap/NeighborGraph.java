package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The nearest other points of each point: what the search finds and what the layout is made from. Immutable and thread-safe. A row is sorted
 * by distance, ties by index; a point is never in its own row.
 */
public final class NeighborGraph {
    private final int size;
    private final int k;
    private final int[] ids;
    private final float[] distances;

    /**
     * Takes over the arrays.
     *
     * @param ids size times k indices, row behind row; -1 and an infinite distance at the end of a row where fewer were found
     */
    NeighborGraph(int size, int k, int[] ids, float[] distances) {
        checkArgument(
                ids.length == (long) size * k && distances.length == ids.length,
                "%s ids and %s distances do not fill %s rows of %s",
                ids.length,
                distances.length,
                size,
                k);
        this.size = size;
        this.k = k;
        this.ids = ids;
        this.distances = distances;
    }

    /**
     * Counts the points.
     *
     * @return rows
     */
    public int size() {
        return size;
    }

    /**
     * Counts the neighbours of a point, itself left out.
     *
     * @return places in a row
     */
    public int k() {
        return k;
    }

    /**
     * Names a neighbour.
     *
     * @param point which point, from 0
     * @param place 0 for the nearest, below {@link #k()}
     * @return the neighbour's index; -1 if so many were not found
     */
    public int id(int point, int place) {
        return ids[point * k + place];
    }

    /**
     * Tells how far away a neighbour is.
     *
     * @param point which point, from 0
     * @param place 0 for the nearest, below {@link #k()}
     * @return the metric's distance; infinite if so many were not found
     */
    public float distance(int point, int place) {
        return distances[point * k + place];
    }

    /** How many places of a row are filled. */
    int found(int point) {
        int found = k;
        while (found > 0 && ids[point * k + found - 1] < 0) {
            found--;
        }
        return found;
    }

    /** The distances of a row, as many as were found. */
    float[] distances(int point) {
        return Arrays.copyOfRange(distances, point * k, point * k + found(point));
    }

    /**
     * Lists each point and then its neighbours, as other programs write neighbours.
     *
     * @return size times (k + 1) indices, row behind row
     */
    public int[] selfFirst() {
        int[] flat = new int[Math.multiplyExact(size, k + 1)];
        for (int i = 0; i < size; i++) {
            flat[i * (k + 1)] = i;
            System.arraycopy(ids, i * k, flat, i * (k + 1) + 1, k);
        }
        return flat;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighborGraph graph
                && size == graph.size
                && k == graph.k
                && Arrays.equals(ids, graph.ids)
                && Arrays.equals(distances, graph.distances);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(distances);
    }

    @Override
    public String toString() {
        return size + " points, " + k + " neighbours each";
    }
}
