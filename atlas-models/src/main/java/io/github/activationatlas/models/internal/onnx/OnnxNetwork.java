package io.github.activationatlas.models.internal.onnx;

import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.models.ModelFormatException;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.network.NetworkSource;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.rewrite.PaddingFusion;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import onnx.Onnx.NodeProto;
import org.jspecify.annotations.Nullable;

/** The network of an ONNX file. Its weights are read once; its operators are made anew for each image size. Thread-safe. */
public final class OnnxNetwork implements NetworkSource {
    private static final int SIZES = 8;

    private final OnnxFile file;
    private final String input;
    private final boolean channelsFirst;
    private final ImmutableMap<String, OnnxValue> initializers;
    private final TensorReader tensors;
    private final Map<String, float[]> weights = new ConcurrentHashMap<>();
    private final Map<Shape, Made> made = new LinkedHashMap<>();

    /** A network for one size, what the file's names mean in it, and why it is not whole. */
    private record Made(
            Network network,
            Map<String, OnnxValue> values,
            @Nullable ModelFormatException fault) {}

    OnnxNetwork(
            OnnxFile file,
            String input,
            boolean channelsFirst,
            Map<String, OnnxTensor> initializers,
            TensorReader tensors) {
        this.file = file;
        this.input = input;
        this.channelsFirst = channelsFirst;
        ImmutableMap.Builder<String, OnnxValue> constants = ImmutableMap.builder();
        initializers.forEach((name, tensor) -> constants.put(name, new Constant(name, tensor, true)));
        this.initializers = constants.buildKeepingLast();
        this.tensors = tensors;
    }

    @Override
    public String input() {
        return input;
    }

    @Override
    public Network at(Shape image) {
        return made(image).network();
    }

    @Override
    public String missing(Shape image) {
        ModelFormatException fault = made(image).fault();
        return fault == null ? "" : fault.reason();
    }

    /** How many channels the image has, where the file says it. */
    public OptionalInt channels() {
        return file.imageChannels();
    }

    /**
     * The network for one size, all of it.
     *
     * @throws ModelFormatException if an operator, or the way in which one is used, is not supported
     */
    public Network whole(Shape image) {
        Made whole = made(image);
        if (whole.fault() != null) {
            throw whole.fault();
        }
        return whole.network();
    }

    private synchronized Made made(Shape image) {
        Made known = made.get(image);
        if (known == null) {
            if (made.size() == SIZES) {
                made.remove(made.keySet().iterator().next());
            }
            known = make(image);
            made.put(image, known);
        }
        return known;
    }

    private Made make(Shape image) {
        Map<String, OnnxValue> values = new HashMap<>(initializers);
        values.put(input, new Result(input, image(image)));
        GraphBuilder graph = new GraphBuilder(weights);
        ModelFormatException fault = null;
        for (NodeProto proto : file.nodes()) {
            OnnxNode node = new OnnxNode(proto, file.opset(), values, tensors);
            int before = graph.nodes().size();
            try {
                map(node, graph, values);
                node.finish();
            } catch (RuntimeException e) {
                fault = fault == null ? file.fault(proto, e) : fault;
                List<Node> added = graph.nodes();
                added.subList(before, added.size()).clear();
                proto.getOutputList().forEach(values::remove);
            }
        }
        return new Made(new Network(input, PaddingFusion.fuse(graph.nodes())), values, fault);
    }

    @Override
    public TensorShape image(Shape image) {
        TensorShape shape = channelsFirst
                ? TensorShape.image(image)
                : TensorShape.of(1, image.height(), image.width(), image.channels());
        // A file for one image says what becomes of one image; another may let those of a batch see each other.
        return shape.withBatch(file.isOfOneImage() ? TensorShape.NONE : 0);
    }

    private static void map(OnnxNode node, GraphBuilder graph, Map<String, OnnxValue> values) {
        if (Folding.applies(node)) {
            boolean fixed = node.allFixed()
                    && !node.operator().equals("Shape")
                    && !node.operator().equals("Size");
            values.put(node.output(), new Constant(node.output(), Folding.of(node), fixed));
        } else if (node.operator().equals("Split")) {
            ShapeOperators.split(node, graph, values);
        } else {
            graph.begin(node.operator(), node.output());
            values.put(node.output(), graph.named(OnnxOperators.map(node, graph)));
        }
    }

    /**
     * Finds the result that a name of the file means: its own, or that of which it is another name, as behind a dropout.
     *
     * @return the result's name; the name itself if there is none
     */
    public String resolve(String name, Shape image) {
        return made(image).values().get(name) instanceof Result result ? result.name() : name;
    }

    /**
     * Finds the result that holds the logits: of several outputs the vector that comes last, and of a softmax what goes into it.
     *
     * @throws ModelFormatException if no output is computed from the image
     */
    public String logits(Shape image) {
        List<Result> outputs = file.outputs().stream()
                .map(made(image).values()::get)
                .filter(Result.class::isInstance)
                .map(Result.class::cast)
                .toList();
        return LogitsSearch.in(whole(image), outputs)
                .orElseThrow(() -> file.fault("has no output that is computed from the image", null));
    }
}
