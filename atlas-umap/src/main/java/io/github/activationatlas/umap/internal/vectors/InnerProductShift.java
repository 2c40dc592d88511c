package io.github.activationatlas.umap.internal.vectors;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.linalg.VectorMath;

/**
 * Raises what a distance function gives to a distance, 0 or more: nothing for most, |x| m for {@link Metric#INNER_PRODUCT}, where m is the
 * length of the longest vector.
 */
public record InnerProductShift(Distance metric, float longest) {

    public static InnerProductShift of(Vectors vectors, Distance metric) {
        float longest = 0;
        float[] row = new float[vectors.dimension()];
        for (int i = 0; metric == Metric.INNER_PRODUCT && i < vectors.rows(); i++) {
            vectors.copy(i, row);
            longest = Math.max(longest, VectorMath.length(row));
        }
        return new InnerProductShift(metric, longest);
    }

    public float height(float[] x) {
        return metric == Metric.INNER_PRODUCT ? VectorMath.length(x) * longest : 0;
    }

    /** Rounding may leave a product just above its bound. */
    public static float raise(float value, float height) {
        return Math.max(0, value + height);
    }

    public float[] raised(float[] x, float[] between) {
        float height = height(x);
        float[] distances = new float[between.length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = raise(between[i], height);
        }
        return distances;
    }

    /** Whether vectors at this distance are the same to the metric. */
    public boolean ofCopies(float between) {
        return metric != Metric.INNER_PRODUCT && between == 0;
    }
}
