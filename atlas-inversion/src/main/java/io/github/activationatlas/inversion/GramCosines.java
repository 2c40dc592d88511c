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
    /** A product's values, then a length and a sum of cosines for each picture. */
    private final double[] scratch;

    private final int lengths;
    private final int own;

    GramCosines(float[] h, int batch, Shape shape) {
        this.h = h;
        this.batch = batch;
        this.positions = shape.height() * shape.width();
        this.channels = shape.channels();
        this.lengths = positions * positions;
        this.own = lengths + batch;
        this.scratch = Scratch.doubles(own + batch);
        for (int i = 0; i < batch; i++) {
            scratch[lengths + i] = Math.sqrt(Math.max(1e-12, cross(i, i)));
            scratch[own + i] = 0;
        }
    }

    /** Puts the products of two pictures' positions into the scratch memory; gives the sum of their squares. */
    private double cross(int i, int j) {
        double squares = 0;
        for (int p = 0; p < positions; p++) {
            for (int q = 0; q < positions; q++) {
                int a = (i * positions + p) * channels;
                int b = (j * positions + q) * channels;
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += (double) h[a + c] * h[b + c];
                }
                scratch[p * positions + q] = sum;
                squares += sum * sum;
            }
        }
        return squares;
    }

    double evaluate(double strength, double weight, float[] gradient) {
        double share = -strength * 2 / (batch * (batch - 1.0));
        double value = 0;
        for (int i = 0; i < batch; i++) {
            for (int j = i + 1; j < batch; j++) {
                double product = scratch[lengths + i] * scratch[lengths + j];
                double cos = cross(i, j) / product;
                value += share * cos;
                scratch[own + i] += cos;
                scratch[own + j] += cos;
                // |A B'|^2 changes by 2 A B' B with A; its root, the length, appears in every cosine below.
                double factor = 2 * share * weight / product;
                add(gradient, i, j, factor);
                addMirrored(gradient, i, j, factor);
            }
        }
        for (int i = 0; i < batch; i++) {
            cross(i, i);
            add(gradient, i, i, -2 * share * weight * scratch[own + i] / scratch[lengths + i] / scratch[lengths + i]);
        }
        return value;
    }

    private void add(float[] gradient, int i, int j, double factor) {
        for (int k = 0; k < lengths; k++) {
            add(gradient, i, k / positions, j, k % positions, factor * scratch[k]);
        }
    }

    private void addMirrored(float[] gradient, int i, int j, double factor) {
        for (int k = 0; k < lengths; k++) {
            add(gradient, j, k % positions, i, k / positions, factor * scratch[k]);
        }
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
