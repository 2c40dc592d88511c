package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Holds a value and a gradient in float against a reference written anew in double, whose gradient is taken by central differences. The
 * reference's own error is below 1e-8 of its size; what is allowed is some roundings of float, 1e-4 of the largest slope.
 */
public final class DoubleDifferences {
    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-4;
    private static final int MOST = 60;

    private DoubleDifferences() {}

    public static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    public static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Checks the slope along each of at most 60 axes, chosen by chance, and along one direction that mixes all. */
    public static void check(float[] at, double value, float[] gradient, ToDoubleFunction<double[]> reference) {
        double[] x = widen(at);
        double expected = reference.applyAsDouble(x);
        assertThat(value).isCloseTo(expected, within(1e-6 + TOLERANCE * Math.abs(expected)));
        double largest = 0;
        for (float g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        Random random = new Random(at.length);
        for (int i = 0; i < Math.min(MOST, x.length); i++) {
            int axis = x.length <= MOST ? i : random.nextInt(x.length);
            double kept = x[axis];
            x[axis] = kept + STEP;
            double up = reference.applyAsDouble(x);
            x[axis] = kept - STEP;
            double down = reference.applyAsDouble(x);
            x[axis] = kept;
            assertThat((double) gradient[axis])
                    .as("slope along axis %s", axis)
                    .isCloseTo((up - down) / (2 * STEP), within(1e-6 + TOLERANCE * largest));
        }
        double[] up = x.clone();
        double[] down = x.clone();
        double slope = 0;
        double size = 0;
        for (int i = 0; i < x.length; i++) {
            double d = random.nextGaussian();
            up[i] += STEP * d;
            down[i] -= STEP * d;
            slope += d * gradient[i];
            size += Math.abs(d * gradient[i]);
        }
        assertThat(slope)
                .isCloseTo(
                        (reference.applyAsDouble(up) - reference.applyAsDouble(down)) / (2 * STEP),
                        within(1e-6 + TOLERANCE * size));
    }
}
