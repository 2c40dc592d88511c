package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Shape;

/**
 * Cosines between the Gram matrices A'A of pictures' activations A, [positions, channels]. The matrices are never formed: the inner product
 * of A'A and B'B is the squared length of A B', which has a row and a column a position instead of a channel.
 */
final class GramCosines {
    private final float[] h;
    private final int batch;
    private final int positions;
    private final int channels;
    private final double[] lengths;

    GramCosines(float[] h, int batch, Shape shape) {
        this.h = h;
        this.batch = batch;
        this.positions = shape.height() * shape.width();
        this.channels = shape.channels();
        this.lengths = new double[batch];
        for (int i = 0; i < batch; i++) {
            lengths[i] = Math.sqrt(Math.max(1e-12, square(cross(i, i))));
        }
    }

    private double[] cross(int i, int j) {
        double[] k = new double[positions * positions];
        for (int p = 0; p < positions; p++) {
            for (int q = 0; q < positions; q++) {
                int a = (i * positions + p) * channels;
                int b = (j * positions + q) * channels;
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += (double) h[a + c] * h[b + c];
                }
                k[p * positions + q] = sum;
            }
        }
        return k;
    }

    private static double square(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return sum;
    }

    double evaluate(double strength, double weight, float[] gradient) {
        double share = -strength * 2 / (batch * (batch - 1.0));
        double value = 0;
        double[] own = new double[batch];
        for (int i = 0; i < batch; i++) {
            for (int j = i + 1; j < batch; j++) {
                double[] k = cross(i, j);
                double cos = square(k) / lengths[i] / lengths[j];
                value += share * cos;
                own[i] += cos;
                own[j] += cos;
                // |A B'|^2 changes by 2 A B' B with A; its root, the length, appears in every cosine below.
                double factor = 2 * share * weight / lengths[i] / lengths[j];
                for (int p = 0; p < positions; p++) {
                    for (int q = 0; q < positions; q++) {
                        add(gradient, i, p, j, q, factor * k[p * positions + q]);
                        add(gradient, j, q, i, p, factor * k[p * positions + q]);
                    }
                }
            }
        }
        for (int i = 0; i < batch; i++) {
            double[] k = cross(i, i);
            double factor = -2 * share * weight * own[i] / lengths[i] / lengths[i];
            for (int p = 0; p < positions; p++) {
                for (int q = 0; q < positions; q++) {
                    add(gradient, i, p, i, q, factor * k[p * positions + q]);
                }
            }
        }
        return value;
    }

    /** Adds factor x the values of position q of picture j to the gradient at position p of picture i. */
    private void add(float[] gradient, int i, int p, int j, int q, double factor) {
        int to = (i * positions + p) * channels;
        int from = (j * positions + q) * channels;
        for (int c = 0; c < channels; c++) {
            gradient[to + c] += (float) (factor * h[from + c]);
        }
    }
}
