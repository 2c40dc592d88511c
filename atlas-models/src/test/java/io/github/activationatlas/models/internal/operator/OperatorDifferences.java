package io.github.activationatlas.models.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Holds what operators compute, their tangents and their gradients against definitions in double and these' central differences. */
public final class OperatorDifferences {
    public static final int BATCH = 2;
    private static final double STEP = 1e-6;
    private static final double TOLERANCE = 1e-4;

    private OperatorDifferences() {}

    /** The value of one output position and channel. */
    public interface Definition {
        double at(Image image, int y, int x, int c);
    }

    public record Image(double[] values, Shape shape) {
        public boolean has(int y, int x) {
            return y >= 0 && x >= 0 && y < shape.height() && x < shape.width();
        }

        /** Zero outside. */
        public double at(int y, int x, int c) {
            return has(y, x) ? values[(y * shape.width() + x) * shape.channels() + c] : 0;
        }
    }

    public static float[] noise(int length, int seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static double[] all(Definition definition, double[] values, Shape in, Shape out) {
        Image image = new Image(values, in);
        double[] all = new double[out.size()];
        for (int i = 0; i < all.length; i++) {
            int position = i / out.channels();
            all[i] = definition.at(image, position / out.width(), position % out.width(), i % out.channels());
        }
        return all;
    }

    public static void check(Operator operator, Shape in, int seed, Definition definition) {
        check(
                new Network("image", List.of(new Node("tested", operator, List.of("image"), "out"))),
                in,
                seed,
                definition);
    }

    public static void check(Network network, Shape in, int seed, Definition definition) {
        check(network, GradientRules.EXACT, in, seed, definition, definition);
    }

    /**
     * Checks a network over several images in one replica.
     *
     * @param value what is computed forward
     * @param smooth what is differentiated
     */
    public static void check(
            Network network, GradientRules rules, Shape in, int seed, Definition value, Definition smooth) {
        try (Plan plan = new Plan(network, BATCH, in, List.of("out"), rules, 1)) {
            float[] images = noise(BATCH * in.size(), seed);
            plan.forward(images, BATCH, in);
            Shape out = plan.shape("out");
            float[] seen = new float[BATCH * out.size()];
            plan.read("out", seen);
            float[] directions = noise(images.length, seed + 1);
            float[] tangents = new float[seen.length];
            plan.tangent("image", directions, "out", tangents);
            float[] cotangents = noise(seen.length, seed + 2);
            float[] gradients = new float[images.length];
            plan.reverse("out", cotangents, gradients);

            UnaryOperator<double[]> defined = x -> all(smooth, x, in, out);
            for (int b = 0; b < BATCH; b++) {
                double[] at = widen(image(images, b, in));
                assertClose("value", image(seen, b, out), all(value, at, in, out));
                double[] ahead = widen(image(directions, b, in));
                assertClose("tangent", image(tangents, b, out), slope(defined, at, ahead));
                float[] cotangent = image(cotangents, b, out);
                double[] numeric = new double[at.length];
                for (int i = 0; i < at.length; i++) {
                    double[] axis = new double[at.length];
                    axis[i] = 1;
                    numeric[i] = dot(cotangent, slope(defined, at, axis));
                }
                assertClose("gradient", image(gradients, b, in), numeric);
            }
        }
    }

    public static float[] image(float[] batch, int b, Shape shape) {
        return Arrays.copyOfRange(batch, b * shape.size(), (b + 1) * shape.size());
    }

    public static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private static double[] slope(UnaryOperator<double[]> function, double[] at, double[] direction) {
        double[] up = at.clone();
        double[] down = at.clone();
        for (int i = 0; i < at.length; i++) {
            up[i] += STEP * direction[i];
            down[i] -= STEP * direction[i];
        }
        double[] slope = function.apply(up);
        double[] below = function.apply(down);
        for (int i = 0; i < slope.length; i++) {
            slope[i] = (slope[i] - below[i]) / (2 * STEP);
        }
        return slope;
    }

    public static void assertClose(String what, float[] actual, double[] expected) {
        double largest = 1;
        for (double e : expected) {
            largest = Math.max(largest, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("%s %s", what, i).isCloseTo(expected[i], within(TOLERANCE * largest));
        }
    }
}
