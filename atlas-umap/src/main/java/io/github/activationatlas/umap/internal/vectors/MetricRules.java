package io.github.activationatlas.umap.internal.vectors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;

/** What single metrics require of vectors, and what their distances mean. */
public final class MetricRules {
    private MetricRules() {}

    /** Refuses a vector that the metric cannot compare; a message names its row. */
    public static void check(Distance metric, float[] row, int i) {
        if (metric == Metric.HAVERSINE) {
            checkArgument(
                    row.length == 2,
                    "HAVERSINE compares a latitude and a longitude, 2 values a vector, but row %s has %s",
                    i,
                    row.length);
        } else if (metric == Metric.HELLINGER) {
            for (int j = 0; j < row.length; j++) {
                checkArgument(
                        row[j] >= 0, "value %s of row %s is %s; HELLINGER compares values of 0 or more", j, i, row[j]);
            }
        }
    }

    /** From what distance on two vectors have nothing in common, by this metric. */
    public static double farthest(Distance metric) {
        return metric == Metric.HELLINGER || metric == Metric.JACCARD || metric == Metric.DICE
                ? 1
                : Double.POSITIVE_INFINITY;
    }
}
