package io.github.activationatlas.umap.internal.vectors;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.parallel.Workers;

/**
 * Vectors as the fast search sees them, where they lie: brought to length 1 for the cosine, and to mean 0 before that for the correlation,
 * while they are read, so that all three metrics are squared differences until the end.
 */
public final class NormalizedVectors {
    private final Vectors vectors;
    private final Distance metric;
    /** A power of two that keeps squares of huge and tiny values within bounds. */
    private float unit = 1;

    private final float[] scales;
    private final float[] shifts;

    private final DuplicateSurvey survey;

    private NormalizedVectors(Vectors vectors, Distance metric, DuplicateSurvey survey) {
        this.vectors = vectors;
        this.survey = survey;
        this.metric = metric;
        int n = vectors.rows();
        this.scales = new float[angular() ? n : 0];
        this.shifts = new float[metric == Metric.CORRELATION ? n : 0];
    }

    /** Whether the metric is a squared difference of rows; of other metrics the rows are the vectors. */
    public static boolean squares(Distance metric) {
        return metric == Metric.EUCLIDEAN || metric == Metric.COSINE || metric == Metric.CORRELATION;
    }

    private boolean angular() {
        return metric == Metric.COSINE || metric == Metric.CORRELATION;
    }

    /** Checks all values and prepares the metric. */
    public static NormalizedVectors of(Vectors vectors, Distance metric, Workers workers) {
        int d = vectors.dimension();
        int n = vectors.rows();
        float[] first = new float[d];
        vectors.copy(0, first);
        DuplicateSurvey survey = new DuplicateSurvey(n, first);
        NormalizedVectors rows = new NormalizedVectors(vectors, metric, survey);
        float[] largest = new float[n];
        workers.forRows(n, (from, to) -> {
            float[] row = new float[d];
            int[] constant = survey.constant();
            int left = constant.length;
            for (int i = from; i < to; i++) {
                vectors.copy(i, row);
                largest[i] = largest(i, row);
                MetricRules.check(metric, row, i);
                left = survey.take(i, row, constant, left);
            }
        });
        float max = 0;
        for (float v : largest) {
            max = Math.max(max, v);
        }
        int exponent = Math.getExponent(max);
        if (max > 0 && Math.abs(exponent) > 20) {
            rows.unit = (float) Math.scalb(1.0, -Math.max(-120, Math.min(120, exponent)));
        }
        if (rows.angular()) {
            workers.forRows(n, (from, to) -> {
                float[] row = new float[d];
                for (int i = from; i < to; i++) {
                    vectors.copy(i, row);
                    rows.prepare(i, row);
                }
            });
        }
        return rows;
    }

    private static float largest(int i, float[] row) {
        float largest = 0;
        for (int j = 0; j < row.length; j++) {
            float size = Math.abs(row[j]);
            // Also true of NaN.
            if (!(size <= Float.MAX_VALUE)) {
                MetricVectors.check(row, i);
            }
            largest = Math.max(largest, size);
        }
        return largest;
    }

    private void prepare(int i, float[] row) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            row[j] *= unit;
            sum += row[j];
        }
        float shift = 0;
        if (metric == Metric.CORRELATION) {
            shift = (float) (sum / row.length);
            shifts[i] = shift;
        }
        double squares = 0;
        for (float v : row) {
            squares += (double) (v - shift) * (v - shift);
        }
        // What is smaller than this beside the largest vector counts as zero.
        scales[i] = squares < 1e-60 ? 0 : (float) (1 / Math.sqrt(squares));
    }

    public int size() {
        return vectors.rows();
    }

    public Distance metric() {
        return metric;
    }

    public DuplicateSurvey survey() {
        return survey;
    }

    /** How many vectors have no length, or none beside their mean where the metric takes that away. */
    public int withoutDirection() {
        int zeros = 0;
        for (float scale : scales) {
            zeros += scale == 0 ? 1 : 0;
        }
        return zeros;
    }

    public int dimension() {
        return vectors.dimension();
    }

    public void copy(int i, float[] to) {
        vectors.copy(i, to);
        if (unit != 1) {
            for (int j = 0; j < to.length; j++) {
                to[j] *= unit;
            }
        }
        if (!angular()) {
            return;
        }
        float scale = scales[i];
        float shift = metric == Metric.CORRELATION ? shifts[i] : 0;
        for (int j = 0; j < to.length; j++) {
            to[j] = (to[j] - shift) * scale;
        }
    }

    /** The metric's distance of a squared difference; one that is too large for a float is the largest float. */
    public float distance(float squared) {
        return angular() ? squared / 2 : (float) Math.min(Float.MAX_VALUE, Math.sqrt(squared) / unit);
    }
}
