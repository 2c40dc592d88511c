package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.plan.Shape;

/** What is asked of the pictures of one batch together, beside each one's objective. Immutable and thread-safe. */
public sealed interface BatchTerm {
    /**
     * Evaluates the term and adds its gradient.
     *
     * @param activations a layer's activations, [batch, height, width, channels]
     * @param batch pictures
     * @param shape the layer's shape for one picture
     * @param weight what the gradient is multiplied with
     * @param gradient where weight times the gradient is added, laid out like the activations
     * @return the term's value, to be raised
     */
    double evaluate(float[] activations, int batch, Shape shape, double weight, float[] gradient);

    /**
     * Makes each picture look like the ones before and after it, for smooth series: minus the mean square difference of their activations,
     * halved with each step in the distance, up to four (Lucid's alignment).
     *
     * @param strength 0 or more
     */
    record Neighbors(double strength) implements BatchTerm {
        private static final int REACH = 4;

        /**
         * Checks the value.
         *
         * @param strength 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public Neighbors {
            check(strength);
        }

        @Override
        public double evaluate(float[] h, int batch, Shape shape, double weight, float[] gradient) {
            double sum = 0;
            int size = shape.size();
            for (int d = 1; d <= Math.min(REACH, batch - 1); d++) {
                double share = strength / size / (1 << d);
                for (int i = 0; i < (batch - d) * size; i++) {
                    double difference = h[i + d * size] - (double) h[i];
                    sum -= share * difference * difference;
                    gradient[i] += (float) (weight * share * 2 * difference);
                    gradient[i + d * size] -= (float) (weight * share * 2 * difference);
                }
            }
            return sum;
        }
    }

    /**
     * Makes the pictures unlike one another: minus the mean over pairs of the cosine between their Gram matrices, which tell texture without
     * place (Lucid's diversity).
     *
     * @param strength 0 or more
     */
    record Diversity(double strength) implements BatchTerm {
        /**
         * Checks the value.
         *
         * @param strength 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public Diversity {
            check(strength);
        }

        @Override
        public double evaluate(float[] h, int batch, Shape shape, double weight, float[] gradient) {
            return batch < 2 ? 0 : GramCosines.evaluate(h, batch, shape, strength, weight, gradient);
        }
    }

    private static void check(double strength) {
        checkArgument(strength >= 0 && Double.isFinite(strength), "strength must be 0 or more, but was %s", strength);
    }
}
