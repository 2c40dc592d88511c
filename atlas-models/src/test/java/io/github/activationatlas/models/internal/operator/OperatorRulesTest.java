package io.github.activationatlas.models.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.plan.Plan;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each operator's reverse and tangent rule against finite differences of its forward rule, over odd sizes, strides, paddings and ceil
 * mode, in a plan of its own and at a size smaller than the one that the plan was made for.
 */
class OperatorRulesTest {
    private static final int BATCH = 2;

    static Stream<Arguments> operators() {
        List<Arguments> all = new ArrayList<>();
        for (int kernel : new int[] {1, 2, 3, 5, 7}) {
            for (int stride : new int[] {1, 2, 3}) {
                for (int[] pads : new int[][] {{0, 0}, {1, 1}, {2, 3}, {0, 1}, {kernel, kernel}}) {
                    all.add(convolution(new WindowAxis(kernel, stride, 1, pads[0], pads[1], false), 9, 12));
                }
                all.add(convolution(new WindowAxis(kernel, stride, 1, 0, 0, true), 9, 12));
                all.add(convolution(new WindowAxis(kernel, stride, 1, 0, 0, true), 10, 7));
            }
        }
        all.add(convolution(new WindowAxis(3, 1, 2, 2, 2, false), 9, 8));
        // So large that the gradient is made in several parts.
        all.add(convolution(new WindowAxis(7, 2, 1, 3, 3, false), 81, 80));
        for (int n : new int[] {7, 8, 9}) {
            for (WindowAxis axis : List.of(
                    new WindowAxis(3, 2, 1, 0, 0, false),
                    new WindowAxis(3, 2, 1, 0, 1, false),
                    new WindowAxis(3, 2, 1, 1, 1, false),
                    new WindowAxis(3, 2, 1, 1, 2, false),
                    new WindowAxis(3, 1, 1, 1, 1, false),
                    new WindowAxis(2, 2, 1, 0, 0, false),
                    new WindowAxis(3, 2, 1, 0, 0, true))) {
                all.add(Arguments.of(
                        "max " + axis + " " + n, new MaxPooling(new Window(axis, axis)), new Shape(n, n + 1, 2), 1));
                if (axis.before() == axis.after()) {
                    AveragePooling average = new AveragePooling(new Window(axis, axis), false, n % 2 == 0);
                    all.add(Arguments.of("average " + axis + " " + n, average, new Shape(n, n + 1, 2), 1));
                }
            }
        }
        Shape odd = new Shape(5, 3, 4);
        all.add(Arguments.of("mean", AveragePooling.overImage(), odd, 1));
        all.add(Arguments.of("concat", new Concatenation(), odd, 2));
        all.add(Arguments.of("sum", new Sum(), odd, 2));
        all.add(Arguments.of(
                "affine", new ChannelAffine(new float[] {1, -2, 3, 0.5f}, new float[] {0, 1, 2, 3}), odd, 1));
        all.add(Arguments.of("flatten first", new Flattening(true), odd, 1));
        all.add(Arguments.of("flatten last", new Flattening(false), odd, 1));
        all.add(Arguments.of("dense", new Dense(60, 7, values(new Random(3), 420)), odd, 1));
        all.add(Arguments.of("pad", new Padding(new Margins(1, 2, 0, 3), 0.5f), odd, 1));
        all.add(Arguments.of("lrn", new Normalization(1, 1, 0.3, 0.75), odd, 1));
        for (ElementwiseFunction f : List.of(
                new ElementwiseFunction.Identity(),
                new ElementwiseFunction.Relu(),
                new ElementwiseFunction.LeakyRelu(0.2),
                new ElementwiseFunction.Clip(-0.5, 0.7),
                new ElementwiseFunction.Logistic(),
                new ElementwiseFunction.HyperbolicTangent())) {
            all.add(Arguments.of(f.toString(), new ElementwiseOp(f), odd, 1));
        }
        return all.stream();
    }

    private static Arguments convolution(WindowAxis axis, int height, int width) {
        Random random = new Random(axis.hashCode());
        float[] weights = values(random, axis.kernel() * axis.kernel() * 3 * 4);
        Convolution convolution = Convolution.dilated(new Window(axis, axis), 3, 4, weights, values(random, 4));
        return Arguments.of(
                "convolution " + axis + " " + height + "x" + width, convolution, new Shape(height, width, 3), 1);
    }

    /** Values that differ by steps well above the finite difference, so that no maximum changes hands and no kink is crossed. */
    private static float[] values(Random random, int length) {
        int[] order = IntStream.range(0, length).toArray();
        for (int i = length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (order[i] + 0.5f) / length * 3 - 1.5f;
        }
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void rulesAgreeWithFiniteDifferences(String name, Operator operator, Shape shape, int inputs) {
        // An operator with two inputs gets the image and half the image.
        Node half = new Node(
                "half",
                new ChannelAffine(fill(shape.channels(), 0.5f), new float[shape.channels()]),
                List.of("image"),
                "half");
        List<String> names = inputs == 2 ? List.of("image", "half") : List.of("image");
        Node node = new Node("tested", operator, names, "out");
        Network network = new Network("image", inputs == 2 ? List.of(half, node) : List.of(node));
        Shape largest =
                operator instanceof Dense ? shape : new Shape(shape.height() + 3, shape.width() + 2, shape.channels());
        Random random = new Random(1);
        float[] image = values(random, BATCH * shape.size());
        try (Plan plan = new Plan(network, BATCH + 1, largest, List.of("out"))) {
            plan.forward(new float[(BATCH + 1) * largest.size()], BATCH + 1, largest);
            plan.forward(image, BATCH, shape);
            int length = BATCH * plan.shape("out").size();
            float[] cotangent = values(random, length);
            float[] direction = values(random, image.length);
            float[] gradient = new float[image.length];
            plan.reverse("out", cotangent, gradient);
            float[] change = new float[length];
            tangent(plan, direction, change);

            double step = 1e-3;
            float[] up = run(plan, shape, image, direction, step, length);
            float[] down = run(plan, shape, image, direction, -step, length);
            double numeric = 0;
            double byTangent = 0;
            double scale = 1;
            for (int i = 0; i < length; i++) {
                double slope = (up[i] - down[i]) / (2 * step);
                assertThat((double) change[i])
                        .as("tangent %s", i)
                        .isCloseTo(slope, within(2e-2 * (1 + Math.abs(slope))));
                numeric += cotangent[i] * slope;
                byTangent += cotangent[i] * change[i];
                scale += Math.abs(cotangent[i] * change[i]);
            }
            double byGradient = dot(gradient, direction);
            assertThat(byGradient).as("reverse against tangent").isCloseTo(byTangent, within(1e-4 * scale));
            assertThat(byGradient).as("reverse against differences").isCloseTo(numeric, within(5e-3 * scale));
        }
    }

    private static void tangent(Plan plan, float[] direction, float[] change) {
        plan.tangent("image", direction, "out", change);
    }

    private static float[] run(Plan plan, Shape shape, float[] image, float[] direction, double step, int length) {
        float[] moved = new float[image.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (image[i] + step * direction[i]);
        }
        plan.forward(moved, BATCH, shape);
        float[] out = new float[length];
        plan.read("out", out);
        return out;
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    private static float[] fill(int length, float value) {
        float[] filled = new float[length];
        java.util.Arrays.fill(filled, value);
        return filled;
    }
}
