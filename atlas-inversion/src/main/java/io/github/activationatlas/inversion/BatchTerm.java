package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;

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
     * Makes each picture look like the ones before and after it, for smooth series (after Lucid's alignment): minus the squared distance of
     * their activations a and b, |a - b|^2 / (|a|^2 + |b|^2), which is 0 for like ones and 1 for ones that have nothing in common, halved
     * with each step in the series, up to four. Being relative, it weighs the same for layers of any scale.
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
                double share = strength / (1 << d);
                for (int b = 0; b + d < batch; b++) {
                    sum -= share * apart(h, b * size, (b + d) * size, size, weight * share, gradient);
                }
            }
            return sum;
        }

        /** The relative distance of two pictures' activations; subtracts weight times its gradient. */
        private static double apart(float[] h, int a, int b, int size, double weight, float[] gradient) {
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
