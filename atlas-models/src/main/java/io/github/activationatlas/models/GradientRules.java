package io.github.activationatlas.models;

/**
 * How derivatives pass ReLUs and max-poolings, whose own derivatives are sparse. The forward pass does not change.
 *
 * @param relu how gradients pass a ReLU
 * @param maxPooling how tangents and gradients pass max-pooling
 */
public record GradientRules(Relu relu, MaxPool maxPooling) {

    /** The exact derivatives. */
    public static final GradientRules EXACT = new GradientRules(Relu.EXACT, MaxPool.EXACT);

    /** How gradients pass a ReLU. */
    public enum Relu {
        /** The exact derivative: where the unit is active. */
        EXACT,
        /**
         * For an image that would get no gradient at all from a ReLU, the part of the gradient that raises units, as in Lucid; the gradient
         * must be that of an objective to be raised.
         */
        REDIRECTED
    }

    /** How tangents and gradients pass max-pooling (Olah et al., Distill 2018). */
    public enum MaxPool {
        /** The exact derivative: to the largest value of the window. */
        EXACT,
        /** As through the mean of the window. */
        AVERAGE,
        /** As through mean(u^2) / (0.01 + mean(|u|)) of the window. */
        L2
    }
}
