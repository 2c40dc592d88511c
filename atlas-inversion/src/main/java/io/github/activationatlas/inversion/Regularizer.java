package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import java.util.regex.Pattern;

/** A penalty on an image by itself, which is subtracted from the objective. Immutable and thread-safe. */
public sealed interface Regularizer {
    /**
     * The sum of absolute differences between neighbouring pixels (Rudin, Osher, Fatemi 1992, in its anisotropic form): against noise.
     *
     * @param weight 0 or more
     */
    record TotalVariation(double weight) implements Regularizer {
        /**
         * Checks the weight.
         *
         * @param weight 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public TotalVariation {
            checkWeight(weight);
        }
    }

    /**
     * The squared distance from mid-grey: against glaring contrast.
     *
     * @param weight 0 or more
     */
    record Contrast(double weight) implements Regularizer {
        /**
         * Checks the weight.
         *
         * @param weight 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public Contrast {
            checkWeight(weight);
        }
    }

    /**
     * The absolute distance from mid-grey: leaves pixels grey that do not matter.
     *
     * @param weight 0 or more
     */
    record L1(double weight) implements Regularizer {
        /**
         * Checks the weight.
         *
         * @param weight 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public L1 {
            checkWeight(weight);
        }
    }

    /**
     * Half the squared distance from a blurred copy that is taken as constant, as in Lucid: each step blurs a little.
     *
     * @param weight 0 or more
     */
    record Blur(double weight) implements Regularizer {
        /**
         * Checks the weight.
         *
         * @param weight 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public Blur {
            checkWeight(weight);
        }
    }

    /**
     * The squared distance from a blurred copy: against fine noise, and not against edges as much as total variation is.
     *
     * @param weight 0 or more
     */
    record HighFrequency(double weight) implements Regularizer {
        /**
         * Checks the weight.
         *
         * @param weight 0 or more
         * @throws IllegalArgumentException if it is negative
         */
        public HighFrequency {
            checkWeight(weight);
        }
    }

    /**
     * The squared distance from mid-grey in a frame about the image: against bright borders.
     *
     * @param weight 0 or more
     * @param pixels the frame's width, 1 or more
     */
    record Border(double weight, int pixels) implements Regularizer {
        /**
         * Checks the values.
         *
         * @param weight 0 or more
         * @param pixels 1 or more
         * @throws IllegalArgumentException if a value is outside its range
         */
        public Border {
            checkWeight(weight);
            checkArgument(pixels >= 1, "pixels must be at least 1, but was %s", pixels);
        }
    }

    /**
     * A penalty of the caller's own. Settings know it by its name alone, so that it cannot be re-created from their text.
     *
     * @param name 1 to 64 letters, digits, dots, dashes and underscores; another name for another function
     * @param penalty the function
     */
    record Custom(String name, Penalty penalty) implements Regularizer {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

        /**
         * Checks the name.
         *
         * @param name 1 to 64 letters, digits, dots, dashes and underscores
         * @param penalty the function
         * @throws IllegalArgumentException if the name holds anything else
         */
        public Custom {
            checkArgument(
                    NAME.matcher(checkNotNull(name, "name must not be null")).matches(),
                    "name must be 1 to 64 letters, digits, dots, dashes and underscores, but was '%s'",
                    name);
            checkNotNull(penalty, "penalty must not be null");
        }

        @Override
        public String toString() {
            return "Custom[name=" + name + "]";
        }
    }

    /** A differentiable function of an image. It is called from several threads at once, after each step. */
    @FunctionalInterface
    interface Penalty {
        /**
         * Computes the penalty of one image and subtracts its gradient.
         *
         * @param image values in [0, 1], [channels, height, width] from the offset on; not to be changed
         * @param offset where the image begins, in both arrays; what lies before it and behind it is of other images
         * @param height rows
         * @param width columns
         * @param channels channels
         * @param gradient where the penalty's derivatives are subtracted, laid out like the image
         * @return the penalty
         */
        double subtractGradient(float[] image, int offset, int height, int width, int channels, float[] gradient);
    }

    private static void checkWeight(double weight) {
        checkArgument(weight >= 0 && Double.isFinite(weight), "weight must be 0 or more, but was %s", weight);
    }
}
