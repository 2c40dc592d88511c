package io.github.activationatlas.models.internal.rewrite;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.operator.ChannelAffine;
import io.github.activationatlas.models.internal.operator.ConcatenatedConvolution;
import io.github.activationatlas.models.internal.operator.Concatenation;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.Cropping;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Normalization;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.RedirectedRelu;
import io.github.activationatlas.models.internal.operator.Sum;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.GroupedConvolution;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a network for one image size so that it computes no more than the centre of its result needs. Of what lies deep in a
 * network that is little: the centre of a 3 x 3 convolution needs 3 x 3 positions of its input, 5 x 5 of the one before, and so on.
 */
public final class CenterRestriction {
    private final List<Node> nodes;
    private final String image;
    private final Map<String, TensorShape> shapes = new HashMap<>();
    /** What is cut off each value. */
    private final Map<String, Margins> cuts = new HashMap<>();

    /**
     * An operator that computes part of its result.
     *
     * @param needs what may be cut off its inputs
     */
    private record Narrowed(Operator operator, Margins needs) {}

    private CenterRestriction(List<Node> nodes, String input, TensorShape shape) {
        this.nodes = nodes;
        this.image = input;
        shapes.put(input, shape);
        for (Node node : nodes) {
            shapes.put(node.output(), operator(node).result(inputs(node)));
        }
    }

    /**
     * Rewrites.
     *
     * @param output the result whose centre is wanted, which no node reads
     * @param reach positions around the centre that are wanted too
     */
    public static List<Node> of(List<Node> nodes, String input, TensorShape image, String output, int reach) {
        return new CenterRestriction(nodes, input, image).narrow(output, reach);
    }

    private static Operator operator(Node node) {
        return Objects.requireNonNull(node.operator());
    }

    private List<TensorShape> inputs(Node node) {
        return node.inputs().stream().map(this::shape).toList();
    }

    private TensorShape shape(String name) {
        return Objects.requireNonNull(shapes.get(name));
    }

    private Margins cut(String name) {
        return Objects.requireNonNull(cuts.get(name));
    }

    private List<Node> narrow(String output, int reach) {
        Shape whole = shape(output).image();
        cuts.put(output, whole == null ? Margins.NONE : Margins.aroundCenter(whole, reach));
        Map<String, Narrowed> rules = new HashMap<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            Narrowed narrowed =
                    narrowed(operator(node), shape(node.inputs().get(0)).image(), cut(node.output()));
            if (narrowed == null) {
                cuts.put(node.output(), Margins.NONE);
                narrowed = new Narrowed(operator(node), Margins.NONE);
            }
            rules.put(node.output(), narrowed);
            for (String input : node.inputs()) {
                cuts.merge(input, narrowed.needs(), Margins::least);
            }
        }
        // The image is there as a whole.
        cuts.put(image, Margins.NONE);
        List<Node> result = new ArrayList<>();
        for (Node node : nodes) {
            Narrowed narrowed = Objects.requireNonNull(rules.get(node.output()));
            List<String> inputs = new ArrayList<>();
            for (String input : node.inputs()) {
                inputs.add(cropped(input, narrowed.needs(), node.output(), result));
            }
            result.add(new Node(node.kind(), narrowed.operator(), inputs, node.output()));
        }
        return result;
    }

    /** The input as a reader needs it, which may be less than another reader does. */
    private String cropped(String input, Margins needs, String reader, List<Node> result) {
        Margins more = needs.minus(cut(input));
        if (more.equals(Margins.NONE)) {
            return input;
        }
        String name = input + " for " + reader;
        result.add(new Node("crop", new Cropping(more), List.of(input), name));
        return name;
    }

    /** Null where all must be computed. */
    private static @Nullable Narrowed narrowed(Operator operator, @Nullable Shape in, Margins cut) {
        if (in == null || cut.equals(Margins.NONE)) {
            return null;
        }
        if (operator instanceof Convolution c) {
            Window window = c.window().narrowed(in, cut);
            return new Narrowed(
                    new Convolution(window, c.inputs(), c.outputs(), c.weights(), c.bias()),
                    c.window().unseen(in, cut));
        }
        if (operator instanceof GroupedConvolution c) {
            return new Narrowed(c.narrowed(cut), c.window().unseen(in, cut));
        }
        if (operator instanceof MaxPooling pool) {
            return new Narrowed(
                    new MaxPooling(pool.window().narrowed(in, cut)),
                    pool.window().unseen(in, cut));
        }
        boolean positionByPosition = operator instanceof ElementwiseOp
                || operator instanceof ChannelAffine
                || operator instanceof Concatenation
                || operator instanceof ConcatenatedConvolution
                || operator instanceof Normalization
                || operator instanceof RedirectedRelu
                || operator instanceof Sum;
        return positionByPosition ? new Narrowed(operator, cut) : null;
    }
}
