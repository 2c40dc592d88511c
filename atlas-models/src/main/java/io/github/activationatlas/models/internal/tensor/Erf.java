package io.github.activationatlas.models.internal.tensor;

/**
 * The error function, within 2e-7: near 0 by its series, else by a rational approximation of its complement (Abramowitz and Stegun 1964, 7.1.5 and
 * 7.1.26), which is as exact as 32-bit floats are.
 */
final class Erf {
    private static final double SCALE = 2 / Math.sqrt(Math.PI);
    private static final double NEAR = 0.5;
    private static final double FAR = 6;

    private Erf() {}

    static double of(double x) {
        double size = Math.abs(x);
        if (size < NEAR) {
            double s = x * x;
            return SCALE * x * (1 - s * (1 / 3.0 - s * (1 / 10.0 - s * (1 / 42.0 - s * (1 / 216.0 - s / 1320)))));
        }
        double t = 1 / (1 + 0.3275911 * size);
        double complement = t
                * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                * Math.exp(-size * size);
        return size > FAR ? Math.signum(x) : Math.copySign(1 - complement, x);
    }
}
