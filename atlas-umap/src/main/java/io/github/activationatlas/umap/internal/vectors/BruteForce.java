package io.github.activationatlas.umap.internal.vectors;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Exact distances of some points to all others: the measure for approximate searches. */
public final class BruteForce {
    /** Points compared together, so that each vector is fetched once for all of them. */
    private static final int TOGETHER = 8;

    private BruteForce() {}

    /** Work on one of the chosen points, given its distances to all. */
    public interface Visit {
        void at(int which, float[] distances);
    }

    /** Draws different rows, in ascending order; all of them if there are no more. */
    public static int[] sample(int n, int size, long seed) {
        if (n <= size) {
            return IntStream.range(0, n).toArray();
        }
        return new SplittableRandom(seed)
                .ints(0, n)
                .distinct()
                .limit(size)
                .sorted()
                .toArray();
    }

    /** Compares each of the chosen points with all. */
    public static void each(Vectors vectors, Distance metric, int[] chosen, Workers workers, Visit visit) {
        int n = vectors.rows();
        workers.forEach((chosen.length + TOGETHER - 1) / TOGETHER, task -> {
            int from = task * TOGETHER;
            int count = Math.min(chosen.length, from + TOGETHER) - from;
            float[][] points = new float[count][vectors.dimension()];
            float[][] distances = new float[count][n];
            for (int c = 0; c < count; c++) {
                vectors.copy(chosen[from + c], points[c]);
            }
            float[] row = new float[vectors.dimension()];
            for (int j = 0; j < n; j++) {
                workers.check();
                vectors.copy(j, row);
                for (int c = 0; c < count; c++) {
                    distances[c][j] = metric.between(points[c], row);
                }
            }
            for (int c = 0; c < count; c++) {
                visit.at(from + c, distances[c]);
            }
        });
    }

    /** The k nearest to a point other than itself, nearest first, ties by index. */
    public static int[] nearest(float[] distances, int self, int k) {
        int[] ids = new int[k];
        int found = 0;
        for (int j = 0; j < distances.length; j++) {
            if (j == self || found == k && distances[j] >= distances[ids[k - 1]]) {
                continue;
            }
            int at = found < k ? found++ : k - 1;
            for (; at > 0 && distances[j] < distances[ids[at - 1]]; at--) {
                ids[at] = ids[at - 1];
            }
            ids[at] = j;
        }
        return ids;
    }

    /** The place of a point among all others, nearest first, counted from 1, ties by index. */
    public static int rank(float[] distances, int self, int j) {
        int rank = 1;
        for (int i = 0; i < distances.length; i++) {
            if (i != self && (distances[i] < distances[j] || distances[i] == distances[j] && i < j)) {
                rank++;
            }
        }
        return rank;
    }
}
