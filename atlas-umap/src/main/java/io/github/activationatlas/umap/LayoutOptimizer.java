package io.github.activationatlas.umap;

import java.util.function.IntConsumer;

/**
 * Moves points so that those with an edge come near and others stay apart: stochastic gradient descent with negative sampling (UMAP paper,
 * algorithm 5). An edge of weight w is due in epoch e when floor(p (e + 1)) > floor(p e), p = w / max w, so that no state is kept per edge.
 * Edges are worked off one after another, so that the result is the same for any number of threads.
 */
final class LayoutOptimizer {
    private static final double CLIP = 4;
    private final FuzzyGraph graph;
    private final Curve curve;
    private final Umap settings;
    private final int epochs;

    LayoutOptimizer(FuzzyGraph graph, Curve curve, Umap settings, int epochs) {
        this.graph = graph;
        this.curve = curve;
        this.settings = settings;
        this.epochs = epochs;
    }

    /**
     * Moves the points.
     *
     * @param y coordinates, point behind point
     * @param dimension coordinates of a point
     */
    void optimize(float[] y, int dimension, IntConsumer progress) {
        float max = 0;
        for (float w : graph.weights()) {
            max = Math.max(max, w);
        }
        Random random = new Random(settings.seed());
        for (int epoch = 0; epoch < epochs; epoch++) {
            Workers.checkInterrupt();
            double rate = settings.learningRate() * (1 - (double) epoch / epochs);
            for (int i = 0; i < graph.points(); i++) {
                for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                    double p = graph.weights()[e] / max;
                    if ((long) (p * (epoch + 1)) > (long) (p * epoch)) {
                        attract(y, i * dimension, graph.heads()[e] * dimension, dimension, rate);
                        repel(y, i * dimension, dimension, rate, random);
                    }
                }
            }
            progress.accept(epoch + 1);
        }
    }

    private void attract(float[] y, int i, int j, int dimension, double rate) {
        double d2 = squared(y, i, j, dimension);
        if (d2 == 0) {
            return;
        }
        double power = Math.pow(d2, curve.b());
        double c = -2 * curve.a() * curve.b() * power / d2 / (curve.a() * power + 1);
        for (int k = 0; k < dimension; k++) {
            double step = rate * clip(c * (y[i + k] - y[j + k]));
            y[i + k] += (float) step;
            y[j + k] -= (float) step;
        }
    }

    private void repel(float[] y, int i, int dimension, double rate, Random random) {
        for (int s = 0; s < settings.negativeSampleRate(); s++) {
            int j = random.below(graph.points()) * dimension;
            double d2 = squared(y, i, j, dimension);
            if (d2 > 0) {
                double c = 2
                        * settings.repulsionStrength()
                        * curve.b()
                        / ((0.001 + d2) * (curve.a() * Math.pow(d2, curve.b()) + 1));
                for (int k = 0; k < dimension; k++) {
                    y[i + k] += (float) (rate * clip(c * (y[i + k] - y[j + k])));
                }
            }
        }
    }

    private static double squared(float[] y, int i, int j, int dimension) {
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            double d = (double) y[i + k] - y[j + k];
            sum += d * d;
        }
        return sum;
    }

    private static double clip(double v) {
        return v > CLIP ? CLIP : Math.max(v, -CLIP);
    }

    /** xorshift64* (Vigna 2016), which costs little beside a step. */
    private static final class Random {
        private long state;

        Random(long seed) {
            state = seed * 0x9E3779B97F4A7C15L + 0x1234567L;
            state = state == 0 ? 1 : state;
        }

        int below(int n) {
            state ^= state >>> 12;
            state ^= state << 25;
            state ^= state >>> 27;
            return (int) ((state * 0x2545F4914F6CDD1DL >>> 32) * n >>> 32);
        }
    }
}
