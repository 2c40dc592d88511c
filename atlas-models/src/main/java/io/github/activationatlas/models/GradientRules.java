package io.github.activationatlas.models;

/**
 * How derivatives go through operations whose own derivative is sparse. What is computed forward stays as it is.
 *
 * @param relu how gradients go back through a ReLU
 * @param maxPooling how changes and gradients go through max-pooling
 */
public record GradientRules(Relu relu, MaxPool maxPooling) {

    /** The derivatives as they are. */
    public static final GradientRules EXACT = new GradientRules(Relu.EXACT, MaxPool.EXACT);

    /** How gradients go back through a ReLU. */
    public enum Relu {
        /** Where the unit is on. */
        EXACT,
        /**
         * For an image that would get no gradient at all from a ReLU, the part of the gradient that raises units, as in Lucid; the gradient
         * must be that of an objective to be raised.
         */
        REDIRECTED
    }

    /** How changes and gradients go through max-pooling (Olah et al., Distill 2018). */
    public enum MaxPool {
        /** To the winner. */
        EXACT,
        /** As through the mean of the window. */
        AVERAGE,
        /** As through mean(u^2) / (0.01 + mean(|u|)) of the window. */
        L2
    }
}
