package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.LocalResponseNormalizationConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.api.ops.impl.shape.Flatten2D;
import org.nd4j.linalg.factory.Nd4j;

/** The mapping of ONNX operators (https://onnx.ai/onnx/operators) onto SameDiff. */
final class OnnxOperators {
    static final ImmutableSet<String> NAMES = ImmutableSet.of(
            "Add",
            "AveragePool",
            "BatchNormalization",
            "Clip",
            "Concat",
            "Constant",
            "Conv",
            "Dropout",
            "Flatten",
            "Gemm",
            "GlobalAveragePool",
            "Identity",
            "LRN",
            "LeakyRelu",
            "MatMul",
            "MaxPool",
            "Mul",
            "Pad",
            "ReduceMean",
            "Relu",
            "Reshape",
            "Sigmoid",
            "Softmax",
            "Squeeze",
            "Tanh");

    private OnnxOperators() {}

    static void map(OnnxNode node) {
        SameDiff graph = node.graph();
        String out = node.output();
        switch (node.operator()) {
            case "Constant" -> node.values().tensor(out, node.tensorAttribute("value"));
            case "Dropout", "Identity" -> node.values().alias(out, node.inputName(0));
            case "Conv" -> node.result(OnnxConvolution.map(node));
            case "MaxPool" -> node.result(maxPooling(node));
            case "AveragePool" -> node.result(averagePooling(node));
            case "GlobalAveragePool" -> node.result(graph.mean(out, node.input(0), true, 2, 3));
            case "ReduceMean" -> node.result(mean(node));
            case "Relu" -> node.result(graph.nn().relu(out, node.input(0), 0));
            case "LeakyRelu" -> node.result(graph.nn().leakyRelu(out, node.input(0), node.real("alpha", 0.01f)));
            case "Clip" -> node.result(clip(node));
            case "Sigmoid" -> node.result(graph.nn().sigmoid(out, node.input(0)));
            case "Tanh" -> node.result(graph.nn().tanh(out, node.input(0)));
            case "Softmax" -> node.result(graph.nn().softmax(out, node.input(0), node.integer("axis", -1)));
            case "LRN" -> node.result(normalization(node));
            case "Concat" -> node.result(concatenation(node));
            case "Add" -> node.result(graph.math().add(out, variableFirst(node, 0), variableFirst(node, 1)));
            case "Mul" -> node.result(graph.math().mul(out, variableFirst(node, 0), variableFirst(node, 1)));
            case "BatchNormalization" -> node.result(batchNormalization(node));
            case "Flatten" -> node.result(flatten(node));
            case "Reshape" -> node.result(reshape(node));
            case "Squeeze" -> node.result(squeeze(node));
            case "Gemm" -> node.result(gemm(node));
            case "MatMul" -> node.result(graph.mmul(out, node.input(0), node.input(1)));
            case "Pad" -> node.result(padding(node));
            default -> throw new IllegalArgumentException("not supported");
        }
    }

    /** The operands of a commutative operation, a constant last. */
    private static SDVariable variableFirst(OnnxNode node, int position) {
        return node.input(node.isTensor(0) ? 1 - position : position);
    }

    private static Pooling2DConfig pooling(OnnxWindow w, Pooling2DConfig.Pooling2DConfigBuilder config) {
        return config.kH(w.kernel()[0])
                .kW(w.kernel()[1])
                .sH(w.strides()[0])
                .sW(w.strides()[1])
                .dH(w.dilations()[0])
                .dW(w.dilations()[1])
                .pH(w.padRows())
                .pW(w.padColumns())
                .paddingMode(w.same() ? PaddingMode.SAME : PaddingMode.VALID)
                .isNHWC(false)
                .build();
    }

    private static SDVariable maxPooling(OnnxNode node) {
        OnnxWindow w = OnnxWindow.of(node, node.integers("kernel_shape"));
        SDVariable in = w.padded(node, -Float.MAX_VALUE);
        return node.graph().cnn().maxPooling2d(node.output(), in, pooling(w, Pooling2DConfig.builder()));
    }

    private static SDVariable averagePooling(OnnxNode node) {
        OnnxWindow w = OnnxWindow.of(node, node.integers("kernel_shape"));
        boolean countPadding = node.integer("count_include_pad", 0) == 1;
        checkArgument(w.symmetric() || countPadding, "unequal padding that is not counted is not supported");
        SDVariable in = w.padded(node, 0);
        Pooling2DConfig config = pooling(w, Pooling2DConfig.builder().extra(countPadding ? 1 : 0));
        return node.graph().cnn().avgPooling2d(node.output(), in, config);
    }

    private static SDVariable mean(OnnxNode node) {
        int[] axes = node.has(1) ? node.tensor(1).integers() : node.integers("axes");
        return node.graph().mean(node.output(), node.input(0), node.integer("keepdims", 1) == 1, axes);
    }

    private static SDVariable clip(OnnxNode node) {
        double min = node.has(1) ? node.tensor(1).values()[0] : node.real("min", -Float.MAX_VALUE);
        double max = node.has(2) ? node.tensor(2).values()[0] : node.real("max", Float.MAX_VALUE);
        return node.graph().math().clipByValue(node.output(), node.input(0), min, max);
    }

    /** ONNX divides alpha by the number of channels in the window and counts the window's whole size. */
    private static SDVariable normalization(OnnxNode node) {
        int size = node.integer("size", 1);
        SDVariable channelsLast = node.graph().permute(node.output() + "/last", node.input(0), 0, 2, 3, 1);
        LocalResponseNormalizationConfig config = LocalResponseNormalizationConfig.builder()
                .depth((size - 1) / 2)
                .bias(node.real("bias", 1))
                .alpha(node.real("alpha", 1e-4f) / size)
                .beta(node.real("beta", 0.75f))
                .build();
        SDVariable normalized =
                node.graph().cnn().localResponseNormalization(node.output() + "/normalized", channelsLast, config);
        return node.graph().permute(node.output(), normalized, 0, 3, 1, 2);
    }

    private static SDVariable concatenation(OnnxNode node) {
        SDVariable[] inputs =
                IntStream.range(0, node.inputCount()).mapToObj(node::input).toArray(SDVariable[]::new);
        int axis = node.integer("axis", 1);
        return node.graph().concat(node.output(), axis < 0 ? axis + 4 : axis, inputs);
    }

    private static SDVariable batchNormalization(OnnxNode node) {
        checkArgument(
                node.integer("training_mode", 0) == 0, "the network is in training mode; export it for inference");
        return node.graph()
                .nn()
                .batchNorm(
                        node.output(),
                        node.input(0),
                        node.input(3),
                        node.input(4),
                        node.input(1),
                        node.input(2),
                        node.real("epsilon", 1e-5f),
                        1);
    }

    private static SDVariable flatten(OnnxNode node) {
        checkArgument(node.integer("axis", 1) == 1, "only axis 1 is supported");
        return vector(node);
    }

    private static SDVariable reshape(OnnxNode node) {
        int[] shape = node.tensor(1).integers();
        checkArgument(shape.length == 2, "only a reshape to two axes is supported, not to %s", Arrays.toString(shape));
        return vector(node);
    }

    private static SDVariable squeeze(OnnxNode node) {
        int[] axes = node.has(1) ? node.tensor(1).integers() : node.integers("axes");
        int[] positive =
                Arrays.stream(axes).map(a -> a < 0 ? a + 4 : a).sorted().toArray();
        checkArgument(Arrays.equals(positive, new int[] {2, 3}), "only axes 2 and 3 are supported");
        return vector(node);
    }

    private static SDVariable vector(OnnxNode node) {
        return new Flatten2D(node.graph(), node.input(0), 1).outputVariable().rename(node.output());
    }

    private static SDVariable gemm(OnnxNode node) {
        checkArgument(
                node.integer("transA", 0) == 0 && node.real("alpha", 1) == 1 && node.real("beta", 1) == 1,
                "only transA = 0, alpha = 1 and beta = 1 are supported");
        boolean transposed = node.integer("transB", 0) == 1;
        String product = node.has(2) ? node.output() + "/product" : node.output();
        SDVariable result = node.graph().mmul(product, node.input(0), node.input(1), false, transposed, false);
        return node.has(2) ? node.graph().math().add(node.output(), result, node.input(2)) : result;
    }

    private static SDVariable padding(OnnxNode node) {
        checkArgument(node.text("mode", "constant").equals("constant"), "only mode constant is supported");
        int[] pads = node.has(1) ? node.tensor(1).integers() : node.integers("pads");
        checkArgument(pads.length == 8, "8 sides are expected, not %s", pads.length);
        int[][] sides = new int[4][];
        for (int axis = 0; axis < 4; axis++) {
            sides[axis] = new int[] {pads[axis], pads[4 + axis]};
        }
        SDVariable margins = node.graph().constant(node.output() + "/pads", Nd4j.createFromArray(sides));
        double value = node.has(2) ? node.tensor(2).values()[0] : node.real("value", 0);
        return node.graph().nn().pad(node.output(), node.input(0), margins, value);
    }
}
