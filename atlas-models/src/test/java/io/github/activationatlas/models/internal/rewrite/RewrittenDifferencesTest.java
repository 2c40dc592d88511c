package io.github.activationatlas.models.internal.rewrite;

import static io.github.activationatlas.models.internal.operator.OperatorDifferences.BATCH;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.all;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.assertClose;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.check;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.image;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.noise;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.widen;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.ConcatenatedConvolution;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.Cropping;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.OperatorDifferences.Definition;
import io.github.activationatlas.models.internal.operator.OperatorDifferences.Image;
import io.github.activationatlas.models.internal.plan.Plan;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Operators that no graph has but that a plan puts into a network, against their definitions in double. Relaxed pooling computes one formula
 * and is differentiated as another; the redirected gradient of a ReLU is no derivative, and is held against the rule that it states.
 */
class RewrittenDifferencesTest {

    @Property(tries = 15)
    void croppings(
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(max = 3) int top,
            @ForAll @IntRange(max = 3) int bottom,
            @ForAll @IntRange(max = 3) int left,
            @ForAll @IntRange(max = 3) int right,
            @ForAll @IntRange(max = 1000) int seed) {
        check(
                new Cropping(new Margins(top, bottom, left, right)),
                new Shape(top + height + bottom, left + width + right, channels),
                seed,
                (image, y, x, c) -> image.at(top + y, left + x, c));
    }

    @Property(tries = 15)
    void productsOfJoinedInputs(
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 5) Integer> widths,
            @ForAll @IntRange(min = 1, max = 5) int outputs,
            @ForAll boolean biased,
            @ForAll @IntRange(max = 1000) int seed) {
        Shape in = new Shape(height, width, channels);
        int all = widths.stream().mapToInt(i -> i).sum();
        float[] parts = noise(channels * all, seed + 3);
        float[] weights = noise(all * outputs, seed + 4);
        float[] bias = biased ? noise(outputs, seed + 5) : null;
        List<Node> nodes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int from = 0;
        for (int own : widths) {
            float[] part = Arrays.copyOfRange(parts, from * channels, (from + own) * channels);
            names.add("part " + from);
            nodes.add(new Node(
                    "part",
                    new Convolution(Window.POINT, channels, own, part, null),
                    List.of("image"),
                    "part " + from));
            from += own;
        }
        Convolution product = new Convolution(Window.POINT, all, outputs, weights, bias);
        nodes.add(new Node("tested", new ConcatenatedConvolution(product), names, "out"));
        Network network = new Network("image", nodes);
        check(network, in, seed, (image, y, x, c) -> {
            double sum = bias == null ? 0 : bias[c];
            int first = 0;
            for (int own : widths) {
                for (int i = 0; i < own * channels; i++) {
                    double value = parts[first * channels + i] * image.at(y, x, i / own);
                    sum += value * weights[(first + i % own) * outputs + c];
                }
                first += own;
            }
            return sum;
        });
        changesOfOneInput(network, names, in, seed, weights);
    }

    /** Of several inputs one changes; the others have no tangent. */
    private static void changesOfOneInput(Network network, List<String> names, Shape in, int seed, float[] weights) {
        List<String> kept = new ArrayList<>(names);
        kept.add("out");
        try (Plan plan = new Plan(network, 1, in, kept)) {
            plan.forward(noise(in.size(), seed), 1, in);
            Shape out = plan.shape("out");
            int first = 0;
            for (String name : names) {
                Shape part = plan.shape(name);
                int row = first;
                float[] direction = noise(part.size(), seed + 6);
                float[] tangent = new float[out.size()];
                plan.tangent(name, direction, "out", tangent);
                Definition definition = (image, y, x, c) -> {
                    double sum = 0;
                    for (int i = 0; i < part.channels(); i++) {
                        sum += weights[(row + i) * out.channels() + c] * image.at(y, x, i);
                    }
                    return sum;
                };
                assertClose("tangent of " + name, tangent, all(definition, widen(direction), part, out));
                first += part.channels();
            }
        }
    }

    @Property(tries = 20)
    void relaxedPoolings(
            @ForAll @IntRange(min = 5, max = 8) int height,
            @ForAll @IntRange(min = 5, max = 8) int width,
            @ForAll @IntRange(min = 1, max = 2) int channels,
            @ForAll @From("axes") WindowAxis rows,
            @ForAll @From("axes") WindowAxis columns,
            @ForAll boolean same,
            @ForAll boolean squares,
            @ForAll boolean rectified,
            @ForAll @IntRange(max = 1000) int seed) {
        WindowAxis down = same(rows, same);
        WindowAxis across = same(columns, same);
        // Behind a ReLU whole windows are zero, where the formula with squares has its least divisor.
        ElementwiseFunction before = rectified ? new ElementwiseFunction.Relu() : new ElementwiseFunction.Identity();
        Network network = new Network(
                "image",
                List.of(
                        new Node("before", new ElementwiseOp(before), List.of("image"), "before"),
                        new Node("tested", new MaxPooling(new Window(down, across)), List.of("before"), "out")));
        GradientRules rules = new GradientRules(
                GradientRules.Relu.EXACT, squares ? GradientRules.MaxPool.L2 : GradientRules.MaxPool.AVERAGE);
        check(
                network,
                rules,
                new Shape(height, width, channels),
                seed,
                (image, y, x, c) ->
                        seen(image, down, across, rectified, y, x, c).max().orElseThrow(),
                (image, y, x, c) -> {
                    double[] u = seen(image, down, across, rectified, y, x, c).toArray();
                    double size = Arrays.stream(u).map(Math::abs).sum() / u.length;
                    return squares
                            ? Arrays.stream(u).map(v -> v * v).sum() / u.length / (0.01 + size)
                            : Arrays.stream(u).sum() / u.length;
                });
    }

    @Provide
    Arbitrary<WindowAxis> axes() {
        return Arbitraries.integers()
                .between(2, 4)
                .flatMap(kernel -> Combinators.combine(
                                Arbitraries.integers().between(1, 3),
                                Arbitraries.integers().between(0, kernel - 1),
                                Arbitraries.integers().between(0, kernel - 1))
                        .as((stride, before, after) -> new WindowAxis(kernel, stride, 1, before, after, false)));
    }

    private static WindowAxis same(WindowAxis axis, boolean same) {
        return same ? new WindowAxis(axis.kernel(), axis.stride(), 1, 0, 0, true) : axis;
    }

    /** What a window sees of an image, rectified or not. */
    private static DoubleStream seen(
            Image image, WindowAxis rows, WindowAxis columns, boolean rectified, int y, int x, int c) {
        int top = y * rows.stride() - rows.before(image.shape().height());
        int left = x * columns.stride() - columns.before(image.shape().width());
        return IntStream.range(0, rows.kernel() * columns.kernel())
                .filter(tap -> image.has(top + tap / columns.kernel(), left + tap % columns.kernel()))
                .mapToDouble(tap -> image.at(top + tap / columns.kernel(), left + tap % columns.kernel(), c))
                .map(v -> rectified ? Math.max(0, v) : v);
    }

    @Property(tries = 30)
    void redirectedRelus(
            @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @Size(BATCH) List<Excitation> excitations,
            @ForAll @IntRange(max = 1000) int seed) {
        Shape in = new Shape(height, width, channels);
        float[] images = noise(BATCH * in.size(), seed);
        float[] cotangents = noise(images.length, seed + 1);
        for (int i = 0; i < images.length; i++) {
            Excitation excitation = excitations.get(i / in.size());
            images[i] = excitation == Excitation.NONE ? -Math.abs(images[i]) : images[i];
            boolean unwanted = excitation == Excitation.UNWANTED && images[i] > 0;
            cotangents[i] = unwanted ? 0 : cotangents[i];
        }
        Network network = new Network(
                "image",
                List.of(new Node(
                        "tested", new ElementwiseOp(new ElementwiseFunction.Relu()), List.of("image"), "out")));
        GradientRules rules = new GradientRules(GradientRules.Relu.REDIRECTED, GradientRules.MaxPool.EXACT);
        try (Plan plan = new Plan(network, BATCH, in, List.of("out"), rules, 1)) {
            plan.forward(images, BATCH, in);
            float[] gradients = new float[images.length];
            plan.reverse("out", cotangents, gradients);
            float[] directions = noise(images.length, seed + 2);
            float[] tangents = new float[images.length];
            plan.tangent("image", directions, "out", tangents);
            float[] seen = new float[images.length];
            plan.read("out", seen);
            for (int b = 0; b < BATCH; b++) {
                double[] at = widen(image(images, b, in));
                float[] cotangent = image(cotangents, b, in);
                float[] direction = image(directions, b, in);
                double[] expected = new double[at.length];
                double[] changes = new double[at.length];
                for (int i = 0; i < at.length; i++) {
                    expected[i] = at[i] > 0 ? cotangent[i] : 0;
                    changes[i] = at[i] > 0 ? direction[i] : 0;
                }
                if (Arrays.stream(expected).allMatch(g -> g == 0)) {
                    Arrays.setAll(expected, i -> Math.max(0, cotangent[i]));
                }
                assertClose("gradient", image(gradients, b, in), expected);
                assertClose("tangent", image(tangents, b, in), changes);
                Arrays.setAll(at, i -> Math.max(0, at[i]));
                assertClose("value", image(seen, b, in), at);
            }
        }
    }

    /** Which units of an image are on. */
    private enum Excitation {
        SOME,
        NONE,
        /** Some, all of them without a gradient. */
        UNWANTED
    }
}
