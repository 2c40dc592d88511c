package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

/** A cost of a picture by itself, taken off the objective. Pictures are [channels, height, width]. Immutable and thread-safe. */
public sealed interface Regularizer {

    /**
     * Evaluates the cost of one picture and subtracts its gradient.
     *
     * @param picture values in [0, 1], from an offset on
     * @param offset where the picture begins
     * @param height rows
     * @param width columns
     * @param channels channels
     * @param gradient where the cost's gradient is subtracted, laid out like the picture
     * @return the cost
     */
    double subtract(float[] picture, int offset, int height, int width, int channels, float[] gradient);

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

        @Override
        public double subtract(float[] p, int offset, int height, int width, int channels, float[] gradient) {
            double cost = 0;
            for (int row = 0; row < channels * height; row++) {
                for (int at = offset + row * width; at < offset + (row + 1) * width; at++) {
                    cost += at + 1 < offset + (row + 1) * width ? difference(p, at, at + 1, gradient) : 0;
                    cost += row % height + 1 < height ? difference(p, at, at + width, gradient) : 0;
                }
            }
            return weight * cost;
        }

        private double difference(float[] p, int a, int b, float[] gradient) {
            double d = (double) p[a] - p[b];
            gradient[a] -= (float) (weight * Math.signum(d));
            gradient[b] += (float) (weight * Math.signum(d));
            return Math.abs(d);
        }
    }

    /**
     * The squared distance from middle grey: against glaring contrast.
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

        @Override
        public double subtract(float[] p, int offset, int height, int width, int channels, float[] gradient) {
            return weight * Grey.squares(p, offset, height * width * channels, weight, gradient);
        }
    }

    /**
     * The absolute distance from middle grey: leaves pixels grey that do not matter.
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

        @Override
        public double subtract(float[] p, int offset, int height, int width, int channels, float[] gradient) {
            return weight * Grey.distances(p, offset, height * width * channels, weight, gradient);
        }
    }

    /**
     * Half the squared distance from a blurred copy that is taken for given, as in Lucid: each step blurs a little.
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

        @Override
        public double subtract(float[] p, int offset, int height, int width, int channels, float[] gradient) {
            double cost = 0;
            for (int i = 0; i < height * width * channels; i++) {
                double d = Blurring.rest(p, offset, i, height, width);
                cost += d * d / 2;
                gradient[offset + i] -= (float) (weight * d);
            }
            return weight * cost;
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

        @Override
        public double subtract(float[] p, int offset, int height, int width, int channels, float[] gradient) {
            double cost = 0;
            for (int i = 0; i < height * width * channels; i++) {
                double d = Blurring.rest(p, offset, i, height, width);
                cost += d * d;
                Blurring.addRest(-2 * weight * d, gradient, offset, i, height, width);
            }
            return weight * cost;
        }
    }

    /**
     * The squared distance from middle grey in a frame about the picture: against bright borders.
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

        @Override
        public double subtract(float[] p, int offset, int height, int width, int channels, float[] gradient) {
            double cost = 0;
            for (int row = 0; row < channels * height; row++) {
                int y = row % height;
                int at = offset + row * width;
                boolean whole = y < pixels || y >= height - pixels || 2 * pixels >= width;
                int left = whole ? width : pixels;
                cost += Grey.squares(p, at, left, weight, gradient);
                cost += whole ? 0 : Grey.squares(p, at + width - left, left, weight, gradient);
            }
            return weight * cost;
        }
    }

    private static void checkWeight(double weight) {
        checkArgument(weight >= 0 && Double.isFinite(weight), "weight must be 0 or more, but was %s", weight);
    }
}
