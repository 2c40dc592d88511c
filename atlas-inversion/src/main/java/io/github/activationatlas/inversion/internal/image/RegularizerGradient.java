package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Regularizer;

/** Computes the penalties of regularisers and subtracts their gradients. Images are [channels, height, width]. */
public final class RegularizerGradient {
    private RegularizerGradient() {}

    /**
     * Computes the penalty of one image.
     *
     * @param p values in [0, 1]
     * @param offset where the image begins in both arrays
     * @param gradient where the penalty's gradient is subtracted
     * @return the penalty
     */
    public static double subtract(
            Regularizer regularizer, float[] p, int offset, int height, int width, int channels, float[] gradient) {
        int count = height * width * channels;
        if (regularizer instanceof Regularizer.TotalVariation r) {
            return totalVariation(r.weight(), p, offset, height, width, channels, gradient);
        }
        if (regularizer instanceof Regularizer.Contrast r) {
            return r.weight() * GreyDistance.squares(p, offset, count, r.weight(), gradient);
        }
        if (regularizer instanceof Regularizer.L1 r) {
            return r.weight() * GreyDistance.distances(p, offset, count, r.weight(), gradient);
        }
        if (regularizer instanceof Regularizer.Blur r) {
            return blur(r.weight(), p, offset, height, width, channels, gradient);
        }
        if (regularizer instanceof Regularizer.HighFrequency r) {
            return highFrequency(r.weight(), p, offset, height, width, channels, gradient);
        }
        return regularizer instanceof Regularizer.Border r
                ? border(r, p, offset, height, width, channels, gradient)
                : ((Regularizer.Custom) regularizer)
                        .penalty()
                        .subtractGradient(p, offset, height, width, channels, gradient);
    }

    private static double totalVariation(
            double weight, float[] p, int offset, int height, int width, int channels, float[] gradient) {
        double cost = 0;
        for (int row = 0; row < channels * height; row++) {
            for (int at = offset + row * width; at < offset + (row + 1) * width; at++) {
                cost += at + 1 < offset + (row + 1) * width ? difference(weight, p, at, at + 1, gradient) : 0;
                cost += row % height + 1 < height ? difference(weight, p, at, at + width, gradient) : 0;
            }
        }
        return weight * cost;
    }

    private static double difference(double weight, float[] p, int a, int b, float[] gradient) {
        double d = (double) p[a] - p[b];
        gradient[a] -= (float) (weight * Math.signum(d));
        gradient[b] += (float) (weight * Math.signum(d));
        return Math.abs(d);
    }

    private static double blur(
            double weight, float[] p, int offset, int height, int width, int channels, float[] gradient) {
        double cost = 0;
        for (int i = 0; i < height * width * channels; i++) {
            double d = Blurring.rest(p, offset, i, height, width);
            cost += d * d / 2;
            gradient[offset + i] -= (float) (weight * d);
        }
        return weight * cost;
    }

    private static double highFrequency(
            double weight, float[] p, int offset, int height, int width, int channels, float[] gradient) {
        double cost = 0;
        for (int i = 0; i < height * width * channels; i++) {
            double d = Blurring.rest(p, offset, i, height, width);
            cost += d * d;
            Blurring.addRest(-2 * weight * d, gradient, offset, i, height, width);
        }
        return weight * cost;
    }

    private static double border(
            Regularizer.Border border, float[] p, int offset, int height, int width, int channels, float[] gradient) {
        double weight = border.weight();
        int pixels = border.pixels();
        double cost = 0;
        for (int row = 0; row < channels * height; row++) {
            int y = row % height;
            int at = offset + row * width;
            boolean whole = y < pixels || y >= height - pixels || 2 * pixels >= width;
            int left = whole ? width : pixels;
            cost += GreyDistance.squares(p, at, left, weight, gradient);
            cost += whole ? 0 : GreyDistance.squares(p, at + width - left, left, weight, gradient);
        }
        return weight * cost;
    }
}
