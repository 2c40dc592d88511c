package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

/** An optimiser of the parameters. Immutable and thread-safe. */
public sealed interface Optimizer {
    /**
     * Returns Adam with its published constants.
     *
     * @return the optimiser
     */
    static Optimizer adam() {
        return new Adam(0.9, 0.999, 0);
    }

    /**
     * Returns the same optimiser with another weight decay.
     *
     * @param weightDecay 0 to 10
     * @return the optimiser
     * @throws IllegalArgumentException if it is outside its range
     */
    Optimizer withWeightDecay(double weightDecay);

    /**
     * Adam (Kingma, Ba 2015, arXiv:1412.6980), with decoupled weight decay (Loshchilov, Hutter 2019, arXiv:1711.05101): parameters without
     * a gradient decay to zero, noise first.
     *
     * @param beta1 how much of the mean gradient is kept a step, 0 to below 1
     * @param beta2 how much of the mean squared gradient is kept a step, 0 to below 1
     * @param weightDecay 0 to 10; a step multiplies parameters by 1 - rate x weightDecay
     */
    record Adam(double beta1, double beta2, double weightDecay) implements Optimizer {
        /**
         * Checks the values.
         *
         * @param beta1 0 to below 1
         * @param beta2 0 to below 1
         * @param weightDecay 0 to 10
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Adam {
            checkShare("beta1", beta1);
            checkShare("beta2", beta2);
            checkDecay(weightDecay);
        }

        @Override
        public Adam withWeightDecay(double weightDecay) {
            return new Adam(beta1, beta2, weightDecay);
        }
    }

    /**
     * Stochastic gradient descent with momentum.
     *
     * @param momentum how much of the last step is kept, 0 to below 1
     * @param weightDecay as for Adam
     */
    record Sgd(double momentum, double weightDecay) implements Optimizer {
        /**
         * Checks the values.
         *
         * @param momentum 0 to below 1
         * @param weightDecay 0 to 10
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Sgd {
            checkShare("momentum", momentum);
            checkDecay(weightDecay);
        }

        @Override
        public Sgd withWeightDecay(double weightDecay) {
            return new Sgd(momentum, weightDecay);
        }
    }

    private static void checkShare(String name, double value) {
        checkArgument(value >= 0 && value < 1, "%s must be at least 0 and below 1, but was %s", name, value);
    }

    private static void checkDecay(double weightDecay) {
        checkArgument(
                weightDecay >= 0 && weightDecay <= 10, "weightDecay must be between 0 and 10, but was %s", weightDecay);
    }
}
