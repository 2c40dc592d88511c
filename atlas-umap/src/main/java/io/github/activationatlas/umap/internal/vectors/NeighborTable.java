package io.github.activationatlas.umap.internal.vectors;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/** The nearest other points of each point, row behind row: a row is sorted by distance, ties by index. Immutable. */
public final class NeighborTable {
    private final int size;
    private final int k;
    private final int[] ids;
    private final float[] distances;

    /**
     * Takes over the arrays.
     *
     * @param ids size times k indices, row behind row; -1 and an infinite distance at the end of a row where fewer were found
     */
    public NeighborTable(int size, int k, int[] ids, float[] distances) {
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

    public int size() {
        return size;
    }

    /** Neighbours of a point. */
    public int k() {
        return k;
    }

    public int id(int point, int place) {
        return ids[point * k + place];
    }

    public float distance(int point, int place) {
        return distances[point * k + place];
    }

    /** The table with raised distances. */
    public NeighborTable raised(InnerProductShift rise, MetricVectors points) {
        float[] raised = distances.clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] = InnerProductShift.raise(raised[i], rise.height(points.row(i / k)));
        }
        return new NeighborTable(size, k, ids, raised);
    }

    /** The table of the first places only. */
    public NeighborTable nearest(int places) {
        if (places == k) {
            return this;
        }
        int[] fewerIds = new int[size * places];
        float[] fewerDistances = new float[fewerIds.length];
        for (int i = 0; i < size; i++) {
            System.arraycopy(ids, i * k, fewerIds, i * places, places);
            System.arraycopy(distances, i * k, fewerDistances, i * places, places);
        }
        return new NeighborTable(size, places, fewerIds, fewerDistances);
    }

    /** The table of the neighbours that are nearer than a limit. */
    public NeighborTable nearerThan(double limit) {
        int[] nearIds = ids.clone();
        float[] nearDistances = distances.clone();
        for (int e = 0; e < nearIds.length; e++) {
            if (!(nearDistances[e] < limit)) {
                nearIds[e] = -1;
                nearDistances[e] = Float.POSITIVE_INFINITY;
            }
        }
        return new NeighborTable(size, k, nearIds, nearDistances);
    }

    /** All ids, row behind row; not to be changed. */
    public int[] ids() {
        return ids;
    }

    /** All distances, row behind row; not to be changed. */
    public float[] distances() {
        return distances;
    }

    /** How many places of a row are filled. */
    public int found(int point) {
        int found = k;
        while (found > 0 && ids[point * k + found - 1] < 0) {
            found--;
        }
        return found;
    }

    /** The distances of a row, as many as were found. */
    public float[] distances(int point) {
        return Arrays.copyOfRange(distances, point * k, point * k + found(point));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NeighborTable table
                && size == table.size
                && k == table.k
                && Arrays.equals(ids, table.ids)
                && Arrays.equals(distances, table.distances);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(distances);
    }
}
