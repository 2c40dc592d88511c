package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How far the neighbours in a layout can be trusted to be neighbours in truth (Venna, Kaski 2001): 1 if the k nearest in the layout are
 * among the k nearest vectors, less by the ranks of those that are not; about 0.5 for a layout at random.
 */
public final class Trustworthiness {
    private Trustworthiness() {}

    /**
     * Measures a layout at some of its points.
     *
     * @param vectors the vectors that were laid out
     * @param metric how vectors are compared
     * @param layout their coordinates, [rows, components]
     * @param k neighbours looked at, 1 to less than half the rows
     * @param sample at how many points to measure, chosen by the seed; all if there are fewer
     * @param seed any number
     * @return 0 to 1
     * @throws IllegalArgumentException if k is outside its range or the rows differ in number
     */
    public static double of(Vectors vectors, Metric metric, float[][] layout, int k, int sample, long seed) {
        int n = vectors.rows();
        checkArgument(layout.length == n, "there are %s vectors but %s points", n, layout.length);
        checkArgument(k >= 1 && 2 * k < n, "k must be between 1 and %s, but was %s", (n - 1) / 2, k);
        Points truth = Points.of(vectors, metric);
        Points shown = Points.of(Vectors.of(layout), Metric.EUCLIDEAN);
        int[] chosen = n <= sample
                ? IntStream.range(0, n).toArray()
                : new SplittableRandom(seed).ints(sample, 0, n).toArray();
        double penalty = Arrays.stream(chosen)
                .parallel()
                .mapToDouble(i -> penalty(truth, shown, i, k))
                .sum();
        return 1 - 2.0 / ((double) chosen.length * k * (2.0 * n - 3.0 * k - 1)) * penalty;
    }

    private static double penalty(Points truth, Points shown, int i, int k) {
        int[] inTruth = order(truth, i);
        int[] rank = new int[inTruth.length + 1];
        for (int r = 0; r < inTruth.length; r++) {
            rank[inTruth[r]] = r + 1;
        }
        int[] inLayout = order(shown, i);
        double sum = 0;
        for (int r = 0; r < k; r++) {
            sum += Math.max(0, rank[inLayout[r]] - k);
        }
        return sum;
    }

    private static int[] order(Points points, int i) {
        long[] keys = new long[points.size() - 1];
        for (int j = 0, at = 0; j < points.size(); j++) {
            if (j != i) {
                keys[at++] = (long) Float.floatToIntBits(points.squared(i, j)) << 32 | j;
            }
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }
}
