package io.github.activationatlas.umap.internal.neighbors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.internal.npy.NpyReader;
import io.github.activationatlas.umap.internal.vectors.IntSet;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;

/** Neighbours that come from outside, and so may be anything. */
public final class GivenNeighbors {
    private GivenNeighbors() {}

    public static NeighborTable check(int[][] ids, float[][] distances) {
        int n = ids.length;
        checkArgument(n > 0, "there are no points");
        checkArgument(distances.length == n, "there are ids of %s points, but distances of %s", n, distances.length);
        int k = ids[0].length;
        checkArgument((long) n * k <= NpyReader.MOST, "%s rows of %s ids are more than one array can hold", n, k);
        int[] flatIds = new int[n * k];
        float[] flatDistances = new float[flatIds.length];
        for (int i = 0; i < n; i++) {
            checkArgument(
                    ids[i].length == k && distances[i].length == k,
                    "row %s has %s ids and %s distances, but row 0 has %s ids",
                    i,
                    ids[i].length,
                    distances[i].length,
                    k);
            System.arraycopy(ids[i], 0, flatIds, i * k, k);
            System.arraycopy(distances[i], 0, flatDistances, i * k, k);
        }
        return check(n, k, flatIds, flatDistances);
    }

    /** Takes over the arrays, row behind row. */
    public static NeighborTable check(int n, int k, int[] ids, float[] distances) {
        NeighborTable graph = new NeighborTable(n, k, ids, distances);
        for (int i = 0; i < n; i++) {
            checkRow(i, graph);
        }
        return graph;
    }

    private static void checkRow(int i, NeighborTable graph) {
        int n = graph.size();
        IntSet seen = new IntSet();
        int found = graph.found(i);
        for (int place = 0; place < graph.k(); place++) {
            int j = graph.id(i, place);
            float d = graph.distance(i, place);
            if (place >= found) {
                checkArgument(
                        j == -1 && d == Float.POSITIVE_INFINITY,
                        "where row %s names no point, id must be -1 and distance Infinity, but they are %s and %s",
                        i,
                        j,
                        d);
                continue;
            }
            checkArgument(j >= 0 && j < n, "row %s names point %s, but points are 0 to %s", i, j, n - 1);
            checkArgument(j != i, "row %s names the point itself; leave it out", i);
            checkArgument(seen.add(j), "row %s names point %s twice", i, j);
            checkArgument(
                    Float.isFinite(d) && d >= 0,
                    "distance %s of row %s is %s; it must be finite and not below 0",
                    place,
                    i,
                    d);
            checkArgument(
                    place == 0 || d >= graph.distance(i, place - 1),
                    "row %s is not sorted: distance %s is below the one before",
                    i,
                    place);
        }
    }
}
