package io.github.activationatlas.umap.internal.vectors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which vectors are equal to an earlier one.
 *
 * @param first for each distinct vector the first row that holds it, ascending
 * @param group for each row the distinct vector that it holds
 */
public record DistinctVectors(int[] first, int[] group) {

    /** Compares all vectors, and refuses what cannot be compared; 0 and -0 are equal. */
    public static DistinctVectors of(Vectors vectors, Distance metric) {
        int n = vectors.rows();
        float[] row = new float[vectors.dimension()];
        float[] other = new float[row.length];
        int[] first = new int[n];
        int[] group = new int[n];
        int count = 0;
        // Several distinct vectors may have one hash: each names the one before it.
        Map<Long, Integer> last = new HashMap<>();
        int[] before = new int[n];
        for (int i = 0; i < n; i++) {
            Workers.checkInterrupt();
            vectors.copy(i, row);
            MetricVectors.check(row, i);
            MetricRules.check(metric, row, i);
            long hash = DuplicateSurvey.hash(row);
            @Nullable Integer found = last.get(hash);
            int g = found == null ? -1 : found;
            int head = g;
            while (g >= 0 && !equal(row, vectors, first[g], other)) {
                g = before[g];
            }
            if (g < 0) {
                g = count++;
                first[g] = i;
                before[g] = head;
                last.put(hash, g);
            }
            group[i] = g;
        }
        return new DistinctVectors(Arrays.copyOf(first, count), group);
    }

    private static boolean equal(float[] row, Vectors vectors, int i, float[] other) {
        vectors.copy(i, other);
        for (int j = 0; j < row.length; j++) {
            if (row[j] != other[j]) {
                return false;
            }
        }
        return true;
    }

    /** Whether some vectors are equal. */
    public boolean someAreEqual() {
        return first.length < group.length;
    }

    /** The distinct vectors alone. */
    public Vectors of(Vectors vectors, int dimension) {
        int[] rows = first;
        return new Vectors() {
            @Override
            public int rows() {
                return rows.length;
            }

            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public void copy(int row, float[] to) {
                vectors.copy(rows[row], to);
            }
        };
    }

    /** One row of each distinct vector. */
    public float[][] of(float[][] rows) {
        return Arrays.stream(first).mapToObj(i -> rows[i]).toArray(float[][]::new);
    }

    /** The distinct vectors' neighbours, given every row's as {@link #spread(NeighborTable)} gives them. */
    public NeighborTable of(NeighborTable all) {
        int k = Math.min(all.k(), first.length - 1);
        int[] ids = new int[first.length * k];
        float[] distances = new float[ids.length];
        for (int g = 0; g < first.length; g++) {
            for (int place = 0; place < k; place++) {
                int id = all.id(first[g], place);
                checkArgument(
                        id < 0 || first[group[id]] == id,
                        "row %s of the neighbours names row %s, which equals an earlier one; find them with unique set",
                        first[g],
                        id);
                ids[g * k + place] = id < 0 ? -1 : group[id];
                distances[g * k + place] = all.distance(first[g], place);
            }
        }
        return new NeighborTable(first.length, k, ids, distances);
    }

    /** Every row's coordinates, given those of the distinct vectors. */
    public float[][] spread(float[][] rows) {
        return Arrays.stream(group).mapToObj(g -> rows[g].clone()).toArray(float[][]::new);
    }

    /** Every row's neighbours, given those of the distinct vectors: of a copy the row that it equals, and then that row's. */
    public NeighborTable spread(NeighborTable near) {
        int n = group.length;
        int k = near.k();
        int[] ids = new int[Math.multiplyExact(n, k)];
        float[] distances = new float[ids.length];
        for (int i = 0; i < n && k > 0; i++) {
            int skip = first[group[i]] == i ? 0 : 1;
            ids[i * k] = first[group[i]];
            for (int place = skip; place < k; place++) {
                int id = near.id(group[i], place - skip);
                ids[i * k + place] = id < 0 ? -1 : first[id];
                distances[i * k + place] = near.distance(group[i], place - skip);
            }
        }
        return new NeighborTable(n, k, ids, distances);
    }
}
