package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.BruteForce;
import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import java.util.Arrays;

/**
 * How much of the vectors' neighbourhoods a layout shows. All figures are 1 for a perfect layout.
 *
 * @param trustworthiness whether neighbours in the layout are neighbours in truth: less by the ranks of those that are not (Venna, Kaski
 *     2001); about 0.5 for a layout at random
 * @param continuity whether neighbours in truth are neighbours in the layout: the same with the two sides changed (Venna, Kaski 2001)
 * @param neighborPreservation the share of the k nearest in truth that are among the k nearest in the layout; about k / n at random
 * @param k neighbours looked at, the point itself left out
 * @param points at how many points it was measured
 */
public record LayoutQuality(double trustworthiness, double continuity, double neighborPreservation, int k, int points) {
    /** At how many points a layout is measured if nothing else is said. */
    public static final int SAMPLE = 2000;

    /**
     * Measures a layout at all points if there are at most {@link #SAMPLE}, otherwise at so many, chosen with the seed 1.
     *
     * @param vectors the vectors that were laid out
     * @param metric how vectors are compared
     * @param layout their coordinates, [rows, components]
     * @param k neighbours looked at, 1 to less than half the rows
     * @return the figures
     * @throws IllegalArgumentException if k is outside its range, there are fewer than 3 rows, the rows differ in number, or a coordinate is not finite
     */
    public static LayoutQuality of(Vectors vectors, Distance metric, float[][] layout, int k) {
        return of(vectors, metric, layout, k, SAMPLE, 1);
    }

    /**
     * Measures a layout at some of its points, each against all others.
     *
     * @param vectors the vectors that were laid out
     * @param metric how vectors are compared
     * @param layout their coordinates, [rows, components]
     * @param k neighbours looked at, 1 to less than half the rows
     * @param sample at how many points to measure, at least 1, chosen by the seed without repeats; all if there are fewer
     * @param seed any number
     * @return the figures
     * @throws IllegalArgumentException if k or the sample is outside its range or the rows differ in number
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; its interrupt flag stays set
     */
    public static LayoutQuality of(Vectors vectors, Distance metric, float[][] layout, int k, int sample, long seed) {
        int n = vectors.rows();
        checkNotNull(metric, "metric must not be null");
        checkArgument(layout.length == n, "there are %s vectors but %s points", n, layout.length);
        for (int i = 0; i < n; i++) {
            checkArgument(
                    layout[i].length > 0 && layout[i].length == layout[0].length,
                    "row %s of the layout has %s coordinates, but row 0 has %s",
                    i,
                    layout[i].length,
                    layout[0].length);
            MetricVectors.check(layout[i], i);
        }
        checkArgument(n >= 3, "a layout of 3 or more vectors can be measured, but there are %s", n);
        checkArgument(k >= 1 && 2L * k < n, "k must be between 1 and %s, but was %s", (n - 1) / 2, k);
        checkArgument(sample >= 1, "sample must be at least 1, but was %s", sample);
        int[] chosen = BruteForce.sample(n, sample, seed);
        double[] penalties = new double[chosen.length];
        double[] missed = new double[chosen.length];
        int[] kept = new int[chosen.length];
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            BruteForce.each(vectors, metric, chosen, workers, (c, truth) -> {
                float[] shown = shownDistances(layout, chosen[c]);
                int[] nearestInTruth = BruteForce.nearest(truth, chosen[c], k);
                int[] nearestShown = BruteForce.nearest(shown, chosen[c], k);
                penalties[c] = penalty(truth, chosen[c], nearestShown);
                missed[c] = penalty(shown, chosen[c], nearestInTruth);
                kept[c] = (int) Arrays.stream(nearestShown)
                        .filter(j -> contains(nearestInTruth, j))
                        .count();
            });
        }
        double most = (double) chosen.length * k;
        double worst = most * (2.0 * n - 3.0 * k - 1) / 2;
        return new LayoutQuality(
                1 - Arrays.stream(penalties).sum() / worst,
                1 - Arrays.stream(missed).sum() / worst,
                Arrays.stream(kept).sum() / most,
                k,
                chosen.length);
    }

    /** How far beyond the k nearest those points lie. */
    private static double penalty(float[] distances, int self, int[] points) {
        double sum = 0;
        for (int j : points) {
            sum += Math.max(0, BruteForce.rank(distances, self, j) - points.length);
        }
        return sum;
    }

    private static boolean contains(int[] ids, int id) {
        return Arrays.stream(ids).anyMatch(j -> j == id);
    }

    private static float[] shownDistances(float[][] layout, int i) {
        float[] distances = new float[layout.length];
        for (int j = 0; j < distances.length; j++) {
            distances[j] = Metric.EUCLIDEAN.between(layout[i], layout[j]);
        }
        return distances;
    }
}
