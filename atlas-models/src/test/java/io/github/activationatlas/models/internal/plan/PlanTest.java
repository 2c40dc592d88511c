package io.github.activationatlas.models.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.Concatenation;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.Sum;
import io.github.activationatlas.models.internal.rewrite.CenterRestriction;
import io.github.activationatlas.models.internal.rewrite.ConcatenationFusion;
import io.github.activationatlas.models.internal.rewrite.ReluReordering;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What a plan rearranges, changes nothing that can be seen. */
class PlanTest {
    private static final Window THREE = window(3, 1, 1);
    private static final Window ONE = window(1, 1, 0);

    /** A stem, a fork of four branches whose ReLUs are joined, and what reads the joint twice. */
    private static final Network NETWORK = new Network(
            "image",
            List.of(
                    convolution("stem", window(5, 2, 2), 3, 6, "image"),
                    relu("stem"),
                    node("pooled", new MaxPooling(window(3, 2, 1)), "stem relu"),
                    convolution("a", ONE, 6, 4, "pooled"),
                    relu("a"),
                    convolution("b", THREE, 6, 5, "pooled"),
                    relu("b"),
                    node("around", new MaxPooling(THREE), "pooled"),
                    convolution("c", ONE, 6, 3, "around"),
                    relu("c"),
                    node("joint", new Concatenation(), "a relu", "b relu", "c relu"),
                    node("last pool", new MaxPooling(window(3, 2, 0)), "joint"),
                    convolution("d", ONE, 12, 7, "last pool"),
                    relu("d"),
                    convolution("e", ONE, 12, 7, "last pool"),
                    node("out", new Sum(), "d relu", "e")));

    /** Two concatenations, each read by one 1 x 1 convolution alone, the second through a pooling. */
    private static final Network JOINED = new Network(
            "image",
            List.of(
                    convolution("a", ONE, 3, 4, "image"),
                    convolution("b", THREE, 3, 5, "image"),
                    node("first", new Concatenation(), "a", "b"),
                    relu("first"),
                    convolution("c", ONE, 9, 6, "first relu"),
                    convolution("d", THREE, 6, 3, "c"),
                    convolution("e", ONE, 6, 4, "c"),
                    node("second", new Concatenation(), "d", "e"),
                    relu("second"),
                    node("pooled", new MaxPooling(window(3, 2, 0)), "second relu"),
                    convolution("out", ONE, 7, 5, "pooled")));

    private static Window window(int kernel, int stride, int padding) {
        WindowAxis axis = new WindowAxis(kernel, stride, 1, padding, padding, false);
        return new Window(axis, axis);
    }

    private static Node node(String name, Operator operator, String... inputs) {
        return new Node(name, operator, List.of(inputs), name);
    }

    private static Node relu(String of) {
        return node(of + " relu", new ElementwiseOp(new ElementwiseFunction.Relu()), of);
    }

    private static Node convolution(String name, Window window, int inputs, int outputs, String input) {
        Random random = new Random(name.hashCode());
        int kernel = window.rows().kernel();
        float[] weights = gaussian(random, kernel * kernel * inputs * outputs);
        return node(name, new Convolution(window, inputs, outputs, weights, gaussian(random, outputs)), input);
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** The result, its gradient and its change for one direction. */
    private static List<float[]> everything(int batch, Shape image, int threads, Set<String> kept) {
        return everything(NETWORK, batch, image, threads, kept);
    }

    private static List<float[]> everything(Network network, int batch, Shape image, int threads, Set<String> kept) {
        Random random = new Random(batch);
        float[] images = gaussian(random, batch * image.size());
        float[] direction = gaussian(random, images.length);
        float[] gradient = new float[images.length];
        try (Plan plan = new Plan(network, batch, image, kept, GradientRules.EXACT, threads)) {
            plan.forward(images, batch, image);
            float[] out = new float[batch * plan.shape("out").size()];
            float[] change = new float[out.length];
            plan.read("out", out);
            plan.reverse("out", gaussian(random, out.length), gradient);
            plan.tangent("image", direction, "out", change);
            return List.of(out, gradient, change);
        }
    }

    private static void assertSame(List<float[]> actual, List<float[]> expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).containsExactly(expected.get(i), within(2e-3f));
        }
    }

    @Property(tries = 12)
    void lanesChangeNothing(
            @ForAll @IntRange(min = 1, max = 7) int batch,
            @ForAll @IntRange(min = 2, max = 5) int threads,
            @ForAll @IntRange(min = 16, max = 40) int height,
            @ForAll @IntRange(min = 16, max = 40) int width) {
        Shape image = new Shape(height, width, 3);
        assertSame(everything(batch, image, threads, Set.of("out")), everything(batch, image, 1, Set.of("out")));
    }

    @Property(tries = 12)
    void movingReluBehindPoolingAndConcatenationChangesNothing(
            @ForAll @IntRange(min = 16, max = 40) int height, @ForAll @IntRange(min = 16, max = 40) int width) {
        Shape image = new Shape(height, width, 3);
        // A result that is kept stays where the network computes it.
        Set<String> all = Set.of("out", "stem relu", "a relu", "b relu", "c relu", "joint");
        assertSame(everything(2, image, 1, Set.of("out")), everything(2, image, 1, all));
    }

    @Property(tries = 12)
    void takingConcatenationsIntoConvolutionsChangesNothing(
            @ForAll @IntRange(min = 5, max = 30) int height, @ForAll @IntRange(min = 5, max = 30) int width) {
        Shape image = new Shape(height, width, 3);
        Set<String> all = Set.of("out", "first relu", "second relu");
        assertSame(everything(JOINED, 2, image, 1, Set.of("out")), everything(JOINED, 2, image, 1, all));
    }

    @Test
    void aConcatenationThatIsReadOnceIsNotComputed() {
        Set<String> out = Set.of("out");
        List<Node> nodes = ReluReordering.of(JOINED.upTo(out), out);
        assertThat(ConcatenationFusion.of(nodes, out)).noneMatch(node -> node.operator() instanceof Concatenation);
        assertThat(ConcatenationFusion.of(nodes, Set.of("out", "first")))
                .filteredOn(node -> node.operator() instanceof Concatenation)
                .hasSize(1);
        assertThat(ConcatenationFusion.of(NETWORK.upTo(out), out)).isEqualTo(NETWORK.upTo(out));
    }

    @Property(tries = 30)
    void theMiddleAloneIsTheMiddleOfAll(
            @ForAll @IntRange(min = 16, max = 90) int height,
            @ForAll @IntRange(min = 16, max = 90) int width,
            @ForAll @IntRange(max = 2) int reach) {
        Shape image = new Shape(height, width, 3);
        Random random = new Random(height);
        float[] images = gaussian(random, 2 * image.size());
        float[] direction = gaussian(random, images.length);
        float[] gradient = new float[images.length];
        float[] middleGradient = new float[images.length];
        try (Plan whole = new Plan(NETWORK, 2, image, Set.of("out"));
                Plan part = Plan.ofCenter(NETWORK, 2, new Shape(90, 90, 3), "out", reach)) {
            whole.forward(images, 2, image);
            part.forward(images, 2, image);
            Shape all = whole.shape("out");
            Shape middle = part.shape("out");
            assertThat(middle.height()).isEqualTo(wanted(all.height(), reach));
            assertThat(middle.width()).isEqualTo(wanted(all.width(), reach));

            assertMiddle(read(part, "out", middle), read(whole, "out", all), middle, all);
            assertMiddle(tangent(part, direction, middle), tangent(whole, direction, all), middle, all);

            float[] cotangent = gaussian(random, 2 * middle.size());
            float[] spread = new float[2 * all.size()];
            forEach(middle, all, (m, a) -> spread[a] = cotangent[m]);
            part.reverse("out", cotangent, middleGradient);
            whole.reverse("out", spread, gradient);
            assertThat(middleGradient).containsExactly(gradient, within(2e-3f));
        }
    }

    /** Of an even number of positions the middle is the one behind the middle. */
    private static int wanted(int length, int reach) {
        int middle = length / 2;
        return Math.min(length, middle + reach + 1) - Math.max(0, middle - reach);
    }

    private static float[] read(Plan plan, String name, Shape shape) {
        float[] values = new float[2 * shape.size()];
        plan.read(name, values);
        return values;
    }

    private static float[] tangent(Plan plan, float[] direction, Shape shape) {
        float[] change = new float[2 * shape.size()];
        plan.tangent("image", direction, "out", change);
        return change;
    }

    private static void assertMiddle(float[] actual, float[] expected, Shape middle, Shape all) {
        forEach(middle, all, (m, a) -> assertThat(actual[m]).isCloseTo(expected[a], within(2e-3f)));
    }

    private interface Pair {
        void of(int inMiddle, int inAll);
    }

    /** Both arrays' indices of each value, for a batch of two, the middles lying on one another. */
    private static void forEach(Shape middle, Shape all, Pair pair) {
        for (int i = 0; i < 2 * middle.size(); i++) {
            int channel = i % middle.channels();
            int column = i / middle.channels() % middle.width();
            int row = i / middle.channels() / middle.width() % middle.height();
            int picture = i / middle.size();
            int inAll = (picture * all.height() + row + all.height() / 2 - middle.height() / 2) * all.width();
            pair.of(i, (inAll + column + all.width() / 2 - middle.width() / 2) * all.channels() + channel);
        }
    }

    @Test
    void whatTheMiddleDoesNotNeedIsNotComputed() {
        List<Node> nodes = NETWORK.upTo(Set.of("out"));
        Shape image = new Shape(90, 90, 3);
        List<Node> narrow = CenterRestriction.of(nodes, "image", TensorShape.image(image), "out", 0);
        assertThat(positions(narrow, image)).isLessThan(positions(nodes, image) / 8);
    }

    private static int positions(List<Node> nodes, Shape image) {
        Map<String, TensorShape> shapes = new HashMap<>(Map.of("image", TensorShape.image(image)));
        for (Node node : nodes) {
            shapes.put(
                    node.output(),
                    Objects.requireNonNull(node.operator())
                            .result(node.inputs().stream().map(shapes::get).toList()));
        }
        return shapes.values().stream().mapToInt(s -> s.dim(2) * s.dim(3)).sum() - 90 * 90;
    }

    @Test
    void reluIsComputedOnceBehindPoolingAndConcatenation() {
        List<String> order = ReluReordering.of(NETWORK.upTo(Set.of("out")), Set.of("out")).stream()
                .map(Node::kind)
                .toList();
        assertThat(order)
                .containsExactly(
                        "stem",
                        "pooled",
                        "stem relu",
                        "a",
                        "b",
                        "around",
                        "c",
                        "joint",
                        "last pool",
                        "a relu",
                        "d",
                        "d relu",
                        "e",
                        "out");
    }

    @Test
    void aMistakeInALaneIsToldAndTheNextRunIsGood() {
        Shape image = new Shape(20, 20, 3);
        float[] images = gaussian(new Random(1), 4 * image.size());
        try (Plan plan = new Plan(NETWORK, 4, image, Set.of("out"), GradientRules.EXACT, 4)) {
            assertThatThrownBy(() -> plan.forward(new float[5], 4, image))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> plan.shape("out")).isInstanceOf(IllegalStateException.class);
            plan.forward(images, 4, image);
            assertThat(plan.shape("out")).isEqualTo(new Shape(2, 2, 7));
        }
    }

    @Test
    void eachLaneSeesItsOwnImages() {
        Shape image = new Shape(20, 20, 3);
        float[] one = gaussian(new Random(1), image.size());
        List<Float> all = new ArrayList<>();
        float[] images = new float[5 * image.size()];
        for (int b = 0; b < 5; b++) {
            for (int i = 0; i < one.length; i++) {
                images[b * one.length + i] = one[i] * (b + 1);
            }
        }
        try (Plan plan = new Plan(NETWORK, 5, image, Set.of("out"), GradientRules.EXACT, 2)) {
            plan.forward(images, 5, image);
            int size = plan.shape("out").size();
            float[] together = new float[5 * size];
            plan.read("out", together);
            for (int b = 0; b < 5; b++) {
                float[] alone = new float[size];
                plan.forward(java.util.Arrays.copyOfRange(images, b * one.length, (b + 1) * one.length), 1, image);
                plan.read("out", alone);
                for (int i = 0; i < size; i++) {
                    assertThat(together[b * size + i]).isCloseTo(alone[i], within(1e-3f));
                    all.add(alone[i]);
                }
            }
        }
        assertThat(all).doesNotHaveDuplicates();
    }
}
