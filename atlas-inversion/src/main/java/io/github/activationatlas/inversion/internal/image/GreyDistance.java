package io.github.activationatlas.inversion.internal.image;

/** How far values lie from mid-grey. */
final class GreyDistance {
    private static final double MIDDLE = 0.5;

    private GreyDistance() {}

    /** The sum of squared distances; weight times their slopes is subtracted from a gradient. */
    static double squares(float[] values, int from, int count, double weight, float[] gradient) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double d = values[i] - MIDDLE;
            sum += d * d;
            gradient[i] -= (float) (2 * weight * d);
        }
        return sum;
    }

    /** The same for distances. */
    static double distances(float[] values, int from, int count, double weight, float[] gradient) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double d = values[i] - MIDDLE;
            sum += Math.abs(d);
            gradient[i] -= (float) (weight * Math.signum(d));
        }
        return sum;
    }
}
