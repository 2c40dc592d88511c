package io.github.activationatlas.umap.internal.vectors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.linalg.VectorMath;

/**
 * The vectors as the search sees them: rows in memory, less their means for the correlation and scaled to length 1 for both it and
 * the cosine, so that these and the euclidean metric are squared differences until the end.
 */
public final class MetricVectors implements PairDistances {
    private final float[][] rows;
    private final boolean angular;

    private MetricVectors(float[][] rows, boolean angular) {
        this.rows = rows;
        this.angular = angular;
    }

    public static MetricVectors of(Vectors vectors, Distance metric) {
        boolean angular = metric == Metric.COSINE || metric == Metric.CORRELATION;
        float[][] rows = new float[vectors.rows()][vectors.dimension()];
        for (int i = 0; i < rows.length; i++) {
            vectors.copy(i, rows[i]);
            check(rows[i], i);
            if (metric == Metric.CORRELATION) {
                center(rows[i]);
            }
            if (angular) {
                normalize(rows[i]);
            }
        }
        return new MetricVectors(rows, angular);
    }

    public static void check(float[] row, int i) {
        for (int j = 0; j < row.length; j++) {
            checkArgument(Float.isFinite(row[j]), "value %s of row %s is %s; vectors must be finite", j, i, row[j]);
        }
    }

    private static void center(float[] row) {
        float mean = VectorMath.mean(row);
        for (int j = 0; j < row.length; j++) {
            row[j] -= mean;
        }
    }

    private static void normalize(float[] row) {
        double sum = 0;
        for (float v : row) {
            sum += (double) v * v;
        }
        float scale = sum == 0 ? 0 : (float) (1 / Math.sqrt(sum));
        for (int j = 0; j < row.length; j++) {
            row[j] *= scale;
        }
    }

    @Override
    public int size() {
        return rows.length;
    }

    public int dimension() {
        return rows[0].length;
    }

    public float[] row(int i) {
        return rows[i];
    }

    public float squared(int i, int j) {
        return VectorMath.squares(rows[i], rows[j]);
    }

    @Override
    public float between(int i, int j) {
        return squared(i, j);
    }

    /** The metric's distance of a squared difference. */
    @Override
    public float distance(float squared) {
        return angular ? squared / 2 : (float) Math.sqrt(squared);
    }
}
