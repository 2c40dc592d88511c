package io.github.activationatlas.models.internal.tensor;

/**
 * The error function. Within 2 by its series, beyond by the continued fraction of its complement (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14):
 * exact to the last bits of a double.
 */
final class Erf {
    private static final double ROOT_OF_PI = Math.sqrt(Math.PI);
    private static final int TERMS = 60;

    private Erf() {}

    static double of(double x) {
        double size = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        return Math.signum(x) * (size < 2 ? series(size) : size > 6 ? 1 : 1 - complement(size));
    }

    /** 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 ... (2n+1)). */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / ROOT_OF_PI * Math.exp(-x * x) * sum;
    }

    private static double complement(double x) {
        double fraction = x;
        for (int n = TERMS; n >= 1; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / ROOT_OF_PI / fraction;
    }
}
