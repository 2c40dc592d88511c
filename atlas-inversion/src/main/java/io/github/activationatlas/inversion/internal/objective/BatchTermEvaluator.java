package io.github.activationatlas.inversion.internal.objective;

import io.github.activationatlas.inversion.BatchTerm;
import io.github.activationatlas.models.Shape;
import org.jspecify.annotations.Nullable;

/** Computes terms between the images of a batch, on memory of its own. One thread at a time. */
public final class BatchTermEvaluator implements AutoCloseable {
    /** How far neighbours in a series hold together. */
    private static final int REACH = 4;

    private @Nullable GramCosines cosines;

    /**
     * Evaluates a term and adds its gradient.
     *
     * @param h a layer's activations, [batch, height, width, channels], of as many channels in each call
     * @param weight what the gradient is multiplied with
     * @param gradient where weight times the gradient is added, laid out like the activations
     * @return the term's value, to be raised
     */
    public double evaluate(BatchTerm term, float[] h, int batch, Shape shape, double weight, float[] gradient) {
        if (term instanceof BatchTerm.Neighbors neighbors) {
            return neighbors(neighbors.strength(), h, batch, shape.size(), weight, gradient);
        }
        if (batch < 2) {
            return 0;
        }
        if (cosines == null) {
            cosines = new GramCosines(shape.channels());
        }
        double strength = ((BatchTerm.Diversity) term).strength();
        return cosines.evaluate(h, batch, shape.height() * shape.width(), strength, weight, gradient);
    }

    private static double neighbors(double strength, float[] h, int batch, int size, double weight, float[] gradient) {
        double sum = 0;
        for (int d = 1; d <= Math.min(REACH, batch - 1); d++) {
            double share = strength / (1 << d);
            for (int b = 0; b + d < batch; b++) {
                sum -= share * distance(h, b * size, (b + d) * size, size, weight * share, gradient);
            }
        }
        return sum;
    }

    /** The relative distance of two images' activations; subtracts weight times its gradient. */
    private static double distance(float[] h, int a, int b, int size, double weight, float[] gradient) {
        double distance = 0;
        double lengths = 1e-12;
        for (int i = 0; i < size; i++) {
            double difference = (double) h[a + i] - h[b + i];
            distance += difference * difference;
            lengths += (double) h[a + i] * h[a + i] + (double) h[b + i] * h[b + i];
        }
        double relative = distance / lengths;
        double factor = 2 * weight / lengths;
        for (int i = 0; i < size; i++) {
            double difference = (double) h[a + i] - h[b + i];
            gradient[a + i] -= (float) (factor * (difference - relative * h[a + i]));
            gradient[b + i] += (float) (factor * (difference + relative * h[b + i]));
        }
        return relative;
    }

    @Override
    public void close() {
        if (cosines != null) {
            cosines.close();
            cosines = null;
        }
    }
}
