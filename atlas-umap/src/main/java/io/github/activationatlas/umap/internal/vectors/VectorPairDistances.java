package io.github.activationatlas.umap.internal.vectors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;

/** Vectors compared by a distance function, one pair at a time. */
public record VectorPairDistances(MetricVectors points, Distance metric) implements PairDistances {

    @Override
    public int size() {
        return points.size();
    }

    @Override
    public float between(int i, int j) {
        float d = metric.between(points.row(i), points.row(j));
        checkArgument(
                Float.isFinite(d) && (d >= 0 || metric == Metric.INNER_PRODUCT),
                "the distance %s of rows %s and %s is %s; distances must be finite and not below 0",
                metric.name(),
                i,
                j,
                d);
        return d;
    }

    @Override
    public float distance(float between) {
        return between;
    }
}
