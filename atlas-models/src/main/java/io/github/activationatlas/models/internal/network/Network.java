package io.github.activationatlas.models.internal.network;

import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.operator.AveragePooling;
import io.github.activationatlas.models.internal.operator.ChannelAffine;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Normalization;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.Padding;
import io.github.activationatlas.models.internal.rewrite.EncodingFusion;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.GroupedConvolution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A frozen network as a list of operators in the order of execution, independent of ND4J's session. Immutable and thread-safe.
 */
public final class Network implements NetworkSource {
    private final String input;
    private final List<Node> nodes;
    private final ImmutableMap<String, Node> byOutput;

    public Network(String input, List<Node> nodes) {
        this.input = input;
        this.nodes = List.copyOf(nodes);
        ImmutableMap.Builder<String, Node> map = ImmutableMap.builder();
        nodes.forEach(node -> map.put(node.output(), node));
        this.byOutput = map.buildOrThrow();
    }

    /**
     * Reads a network off a graph whose weights are constants or variables.
     *
     * @param graph the graph; not changed
     * @param input the name of its image placeholder
     * @param channelsFirst whether the graph counts [batch, channels, height, width] rather than [batch, height, width, channels]
     * @return the network; operations that a plan cannot run are in it and are named by {@link #unsupported}
     */
    public static Network read(SameDiff graph, String input, boolean channelsFirst) {
        return new SameDiffReader(graph, channelsFirst).read(input);
    }

    @Override
    public String input() {
        return input;
    }

    @Override
    public Network at(Shape image) {
        return this;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /**
     * Returns the results that the graph has names for, in the order of execution.
     *
     * @return names
     */
    public List<String> outputs() {
        return nodes.stream().filter(node -> !node.helper()).map(Node::output).toList();
    }

    /**
     * Returns what kind of operation gives a result.
     *
     * @param output one of {@link #outputs()}
     * @return SameDiff's name for it
     */
    public String kind(String output) {
        return Objects.requireNonNull(byOutput.get(output)).kind();
    }

    /**
     * Returns how many channels the image must have.
     *
     * @return what the first convolution or batch normalisation takes; empty if none reads the image
     */
    public OptionalInt inputChannels() {
        Set<String> same = new HashSet<>(Set.of(input));
        for (Node node : nodes) {
            if (node.inputs().stream().noneMatch(same::contains)) {
                continue;
            }
            if (node.operator() instanceof Convolution convolution) {
                return OptionalInt.of(convolution.inputs());
            }
            if (node.operator() instanceof GroupedConvolution convolution) {
                return OptionalInt.of(convolution.inputs());
            }
            Operator operator = node.operator();
            if (operator instanceof ChannelAffine affine && affine.scale().length > 1 && !affine.alongLast()) {
                return OptionalInt.of(affine.scale().length);
            }
            if (operator instanceof ElementwiseOp
                    || operator instanceof ChannelAffine
                    || operator instanceof MaxPooling
                    || operator instanceof AveragePooling
                    || operator instanceof Normalization
                    || operator instanceof Padding) {
                same.add(node.output());
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Names the operations on the way to some outputs for which a plan has no rule.
     *
     * @param outputs names of results
     * @return the kinds of operation, sorted; empty if a plan can run this part
     */
    public Set<String> unsupported(Collection<String> outputs) {
        Set<String> kinds = new TreeSet<>();
        for (Node node : upTo(outputs)) {
            if (node.operator() == null) {
                kinds.add(node.kind());
            }
        }
        return kinds;
    }

    /** The operations that some outputs need, in the order of execution. */
    public List<Node> upTo(Collection<String> outputs) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(outputs);
        while (!open.isEmpty()) {
            Node node = byOutput.get(open.pop());
            if (node != null && needed.add(node.output())) {
                open.addAll(node.inputs());
            }
        }
        return nodes.stream().filter(node -> needed.contains(node.output())).toList();
    }

    /**
     * Makes the same network for pixels, from which its values are made channel by channel.
     *
     * @return the network, whose results differ by roundings; null if what reads the image cannot do that, as a convolution with padding
     *     cannot
     */
    public @Nullable Network ofPixels(EncodingFusion pixels) {
        List<Node> readers =
                nodes.stream().filter(node -> node.inputs().contains(input)).toList();
        if (!EncodingFusion.fits(readers)) {
            return null;
        }
        return new Network(
                input,
                nodes.stream()
                        .map(node -> readers.contains(node) && node.operator() instanceof Convolution convolution
                                ? new Node(
                                        node.kind(),
                                        pixels.of(convolution),
                                        node.inputs(),
                                        node.output(),
                                        node.helper())
                                : node)
                        .toList());
    }

    /**
     * Follows shapes and receptive fields through the network.
     *
     * @param image the shape of the image
     * @return for each result its shape, stride and receptive field; results behind an operation without a rule, and those that such an
     *     image is too small for, are left out
     */
    public Map<String, LayerGeometry> extents(TensorShape image) {
        Map<String, LayerGeometry> extents = new LinkedHashMap<>();
        extents.put(input, new LayerGeometry(image, 1, 1));
        Shape shown = Objects.requireNonNull(image.positions(), "the image has no rows and columns");
        for (Node node : nodes) {
            List<LayerGeometry> inputs = new ArrayList<>();
            node.inputs().forEach(name -> {
                LayerGeometry extent = extents.get(name);
                if (extent != null) {
                    inputs.add(extent);
                }
            });
            LayerGeometry extent = inputs.size() == node.inputs().size() ? extent(node, inputs, shown) : null;
            if (extent != null) {
                extents.put(node.output(), extent);
            }
        }
        extents.remove(input);
        extents.values().removeIf(extent -> extent.type().positions() == null);
        return extents;
    }

    private static @Nullable LayerGeometry extent(Node node, List<LayerGeometry> inputs, Shape image) {
        try {
            return node.operator() == null ? null : LayerGeometry.behind(node.operator(), inputs, image);
        } catch (IllegalArgumentException tooSmall) {
            return null;
        }
    }
}
