package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

/** Vectors compared by a distance function, one pair at a time. */
final class VectorPairs implements Pairs {
    private final float[][] rows;
    private final Distance metric;

    private VectorPairs(float[][] rows, Distance metric) {
        this.rows = rows;
        this.metric = metric;
    }

    static VectorPairs of(Vectors vectors, Distance metric) {
        float[][] rows = new float[vectors.rows()][vectors.dimension()];
        for (int i = 0; i < rows.length; i++) {
            vectors.copy(i, rows[i]);
            Points.check(rows[i], i);
        }
        return new VectorPairs(rows, metric);
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public float between(int i, int j) {
        float d = metric.between(rows[i], rows[j]);
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
