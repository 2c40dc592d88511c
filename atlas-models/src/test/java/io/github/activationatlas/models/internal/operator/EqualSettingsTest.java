package io.github.activationatlas.models.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Constants;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.plan.Plan;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a plan keeps for one operator is not taken for another of the same settings: GoogLeNet has two normalisations with equal parameters and
 * different widths.
 */
class EqualSettingsTest {
    private static final Window THREE = window(3, 1, 1);

    static Stream<Operator> operatorsOfAnyWidth() {
        return Stream.of(
                new Normalization(2, 1, 0.3, 0.75),
                new ChannelAffine(new float[] {2}, new float[] {-1}),
                new MaxPooling(THREE),
                new MaxPooling(window(3, 2, 0)),
                new AveragePooling(THREE, false, true),
                new Padding(new Margins(1, 2, 0, 3), 0.5f),
                new ElementwiseOp(new ElementwiseFunction.Logistic()),
                new ElementwiseOp(new ElementwiseFunction.LeakyRelu(0.3)));
    }

    private static Window window(int kernel, int stride, int padding) {
        WindowAxis axis = new WindowAxis(kernel, stride, 1, padding, padding, false);
        return new Window(axis, axis);
    }

    private static Node node(String name, Operator operator, String... inputs) {
        return new Node(name, operator, List.of(inputs), name);
    }

    private static Operator widen(int from, int to) {
        return new Convolution(window(1, 1, 0), from, to, random(from * to), null);
    }

    private static float[] random(int length) {
        Random random = new Random(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    /** Narrow, wide and narrow again, so that a value of either width that is kept would be met by the other. */
    @ParameterizedTest
    @MethodSource("operatorsOfAnyWidth")
    void answersAreThoseOfEachOperatorInAPlanOfItsOwn(Operator tested) {
        List<Node> nodes = new ArrayList<>(List.of(
                node("first", tested, "image"),
                node("wide", widen(3, 11), "first"),
                node("second", tested, "wide"),
                node("narrow", widen(11, 5), "second"),
                node("third", tested, "narrow")));
        Shape image = new Shape(24, 23, 3);
        float[] values = random(image.size());
        float[] cotangent;
        float[] together = new float[values.length];
        float[] expected;
        try (Plan plan = new Plan(new Network("image", nodes), 1, image, List.of("third"))) {
            plan.forward(values, 1, image);
            float[] actual = new float[plan.shape("third").size()];
            plan.read("third", actual);
            cotangent = random(actual.length);
            plan.reverse("third", cotangent, together);
            expected = values;
            Shape shape = image;
            List<Shape> shapes = new ArrayList<>();
            List<float[]> inputs = new ArrayList<>();
            for (Node node : nodes) {
                shapes.add(shape);
                inputs.add(expected);
                try (Plan alone = alone(node, shape)) {
                    alone.forward(expected, 1, shape);
                    shape = alone.shape("out");
                    expected = new float[shape.size()];
                    alone.read("out", expected);
                }
            }
            assertThat(actual).containsExactly(expected, within(1e-4f));
            for (int i = nodes.size() - 1; i >= 0; i--) {
                try (Plan alone = alone(nodes.get(i), shapes.get(i))) {
                    alone.forward(inputs.get(i), 1, shapes.get(i));
                    float[] gradient = new float[shapes.get(i).size()];
                    alone.reverse("out", cotangent, gradient);
                    cotangent = gradient;
                }
            }
        }
        assertThat(together).containsExactly(cotangent, within(1e-4f));
    }

    private static Plan alone(Node node, Shape shape) {
        return new Plan(new Network("in", List.of(node("out", node.operator(), "in"))), 1, shape, List.of("out"));
    }

    @Test
    void aConstantIsNotSeenThroughAShapeThatItDoesNotFill() {
        try (Constants constants = new Constants()) {
            constants.get("key", () -> new float[6], 2, 3);
            assertThatIllegalStateException()
                    .isThrownBy(() -> constants.get("key", () -> new float[20], 4, 5))
                    .withMessage("the constant key has 6 values, but its shape is [4, 5]");
        }
    }

    /** Two strided convolutions whose windows overlap differently share room on the heap. */
    @Test
    void aGradientDoesNotDependOnTheSizesThatWereRunBefore() {
        List<Node> nodes = List.of(
                node("a", new Convolution(window(7, 2, 3), 3, 4, random(7 * 7 * 12), null), "image"),
                node("b", new Convolution(window(3, 2, 1), 4, 5, random(9 * 20), null), "a"));
        Shape large = new Shape(40, 40, 3);
        Shape small = new Shape(23, 24, 3);
        float[] images = random(large.size());
        try (Plan fresh = new Plan(new Network("image", nodes), 1, small, List.of("b"));
                Plan used = new Plan(new Network("image", nodes), 1, large, List.of("b"))) {
            used.forward(images, 1, large);
            used.reverse("b", random(used.shape("b").size()), new float[large.size()]);
            float[][] gradients = new float[2][small.size()];
            int i = 0;
            for (Plan plan : List.of(fresh, used)) {
                plan.forward(images, 1, small);
                plan.reverse("b", random(plan.shape("b").size()), gradients[i++]);
            }
            assertThat(gradients[1]).containsExactly(gradients[0]);
        }
    }

    /** The inputs of a joined product were told apart by name alone. */
    @Test
    void aValueThatIsConcatenatedWithItselfHasTheSumOfBothGradients() {
        List<Node> nodes = List.of(
                node("a", widen(3, 4), "image"),
                node("twice", new Concatenation(), "a", "a"),
                node("relu", new ElementwiseOp(new ElementwiseFunction.Relu()), "twice"),
                node("out", widen(8, 2), "relu"));
        Shape image = new Shape(2, 2, 3);
        float[] joined = new float[image.size()];
        float[] whole = new float[image.size()];
        Network network = new Network("image", nodes);
        try (Plan joining = new Plan(network, 1, image, List.of("out"));
                Plan keeping = new Plan(network, 1, image, List.of("out", "twice", "relu"))) {
            for (Plan plan : List.of(joining, keeping)) {
                plan.forward(random(image.size()), 1, image);
                plan.reverse("out", random(plan.shape("out").size()), plan == joining ? joined : whole);
            }
        }
        assertThat(joined).containsExactly(whole, within(1e-5f));
    }
}
