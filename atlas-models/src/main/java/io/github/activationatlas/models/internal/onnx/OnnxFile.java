package io.github.activationatlas.models.internal.onnx;

import io.github.activationatlas.models.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** An ONNX file that has been read but not yet turned into a graph. Immutable and thread-safe. */
public final class OnnxFile {
    /** Red, green, blue and alpha; so few rows or columns no image has. */
    private static final int MOST_COLORS = 4;

    private static final int OLDEST = 6;
    private static final int NEWEST = 26;

    private final Path path;
    private final ModelProto model;

    private OnnxFile(Path path, ModelProto model) {
        this.path = path;
        this.model = model;
    }

    /**
     * Reads a file.
     *
     * @param path the file
     * @return its content
     * @throws IOException if it cannot be read
     * @throws ModelFormatException if it is truncated or is not an ONNX model
     */
    public static OnnxFile read(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            OnnxFile file = new OnnxFile(path, ModelProto.parseFrom(in));
            if (file.graph().getNodeCount() == 0) {
                throw file.fault("is not an ONNX model: it holds no operations", null);
            }
            return file;
        } catch (InvalidProtocolBufferException e) {
            throw new ModelFormatException(
                    path, "is truncated or is not an ONNX model: " + e.getMessage(), List.of(), e);
        }
    }

    ModelFormatException fault(String reason, @Nullable Throwable cause, String... operators) {
        return new ModelFormatException(path, reason, List.of(operators), cause);
    }

    private GraphProto graph() {
        return model.getGraph();
    }

    /**
     * Names the inputs that are not weights.
     *
     * @return names in the file's order
     */
    public List<String> inputs() {
        Set<String> weights = new HashSet<>();
        graph().getInitializerList().forEach(tensor -> weights.add(tensor.getName()));
        return graph().getInputList().stream()
                .map(ValueInfoProto::getName)
                .filter(name -> !weights.contains(name))
                .toList();
    }

    /**
     * Returns how many channels the image has.
     *
     * @return what the convolution takes that reads the image, or else what the file declares; empty if it leaves that open
     */
    public OptionalInt imageChannels() {
        List<String> inputs = inputs();
        for (NodeProto node : graph().getNodeList()) {
            if (node.getOpType().equals("Conv") && node.getInputCount() > 1 && inputs.contains(node.getInput(0))) {
                long groups = node.getAttributeList().stream()
                        .filter(a -> a.getName().equals("group"))
                        .mapToLong(AttributeProto::getI)
                        .findFirst()
                        .orElse(1);
                for (TensorProto tensor : graph().getInitializerList()) {
                    if (tensor.getName().equals(node.getInput(1)) && tensor.getDimsCount() == 4) {
                        return positive(groups * tensor.getDims(1));
                    }
                }
            }
        }
        return channelsFirst() ? side(1) : side(3);
    }

    /**
     * Returns how large the image is.
     *
     * @return the height and width that the file declares; empty if it leaves them open or they differ
     */
    public OptionalInt imageSize() {
        int rows = channelsFirst() ? 2 : 1;
        return side(rows).equals(side(rows + 1)) ? side(rows) : OptionalInt.empty();
    }

    /** Whether the file declares a batch of one image. */
    boolean isOfOneImage() {
        return side(0).orElse(0) == 1;
    }

    /** A side of the image [batch, channels, height, width]. */
    private OptionalInt side(int axis) {
        List<String> inputs = inputs();
        return graph().getInputList().stream()
                .filter(info -> inputs.contains(info.getName()))
                .map(info -> info.getType().getTensorType().getShape())
                .filter(shape -> shape.getDimCount() == 4)
                .map(shape -> positive(shape.getDim(axis).getDimValue()))
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    private static OptionalInt positive(long value) {
        return value >= 1 && value <= Integer.MAX_VALUE ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    /**
     * Names the outputs.
     *
     * @return names in the file's order
     */
    public List<String> outputs() {
        return graph().getOutputList().stream().map(ValueInfoProto::getName).toList();
    }

    /**
     * Counts the operators by name.
     *
     * @return operator to number of uses, sorted by name
     */
    public Map<String, Integer> operators() {
        TreeMap<String, Integer> counts = new TreeMap<>();
        graph().getNodeList().forEach(node -> counts.merge(node.getOpType(), 1, Integer::sum));
        return counts;
    }

    /**
     * Names the operators that cannot be read, all of them.
     *
     * @return operator names, sorted; empty if {@link #network} will know every operator
     */
    public Set<String> unknownOperators() {
        Set<String> unknown = new TreeSet<>(operators().keySet());
        unknown.removeAll(OnnxOperators.NAMES);
        return unknown;
    }

    /**
     * Reads the network.
     *
     * @param channelsFirst whether the image counts [batch, channels, height, width]
     * @throws ModelFormatException if an operator is not supported, or a tensor is damaged
     */
    public OnnxNetwork network(boolean channelsFirst) {
        for (NodeProto node : nodes()) {
            if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
                throw fault(
                        "uses operators that are not supported: " + node.getOpType() + " of the domain "
                                + node.getDomain(),
                        null,
                        node.getOpType());
            }
        }
        Set<String> unknown = unknownOperators();
        if (!unknown.isEmpty()) {
            throw fault(
                    "uses operators that are not supported: " + String.join(", ", unknown),
                    null,
                    unknown.toArray(String[]::new));
        }
        int opset = opset();
        if (opset < OLDEST || opset > NEWEST) {
            throw fault("is of opset " + opset + "; " + OLDEST + " to " + NEWEST + " are supported", null);
        }
        if (inputs().size() != 1) {
            throw fault("has " + inputs().size() + " inputs " + inputs() + ", but one image input is expected", null);
        }
        TensorReader reader = new TensorReader(path);
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (TensorProto tensor : graph().getInitializerList()) {
            try {
                tensors.put(tensor.getName(), reader.read(tensor));
            } catch (RuntimeException e) {
                throw fault("is damaged: " + reason(e), e);
            }
        }
        return new OnnxNetwork(this, inputs().get(0), channelsFirst, tensors, reader);
    }

    /** Whether the image counts [batch, channels, height, width]: what converters from TensorFlow write is [batch, height, width, channels]. */
    public boolean channelsFirst() {
        boolean last = side(3).orElse(MOST_COLORS + 1) <= MOST_COLORS && side(1).orElse(MOST_COLORS + 1) > MOST_COLORS;
        return !last;
    }

    List<NodeProto> nodes() {
        return graph().getNodeList();
    }

    /** The version of ONNX's own operators. */
    int opset() {
        return model.getOpsetImportList().stream()
                .filter(opset ->
                        opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx"))
                .mapToInt(opset -> (int) opset.getVersion())
                .findFirst()
                .orElse(1);
    }

    ModelFormatException fault(NodeProto node, RuntimeException e) {
        return fault(
                "cannot be read: operator " + node.getOpType() + " named '" + node.getName() + "': " + reason(e),
                e,
                node.getOpType());
    }

    /** The exceptions of protobuf for a missing input or output do not name it. */
    private static String reason(RuntimeException e) {
        return e instanceof IllegalArgumentException || e instanceof java.io.UncheckedIOException
                ? String.valueOf(e.getMessage())
                : "damaged (" + e + ")";
    }
}
