package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;

/** The rules of ONNX's operators (https://onnx.ai/onnx/operators), by family. */
final class OnnxOperators {
    private static final ImmutableSet<String> SHAPES = ImmutableSet.of(
            "Reshape",
            "Flatten",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Slice",
            "Gather",
            "Expand",
            "Tile",
            "Concat",
            "DepthToSpace",
            "SpaceToDepth");
    private static final ImmutableSet<String> WINDOWS =
            ImmutableSet.of("Conv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool");
    private static final ImmutableSet<String> NORMALIZATIONS = ImmutableSet.of(
            "BatchNormalization",
            "LayerNormalization",
            "RMSNormalization",
            "InstanceNormalization",
            "GroupNormalization",
            "MeanVarianceNormalization",
            "LpNormalization",
            "LRN",
            "Softmax",
            "LogSoftmax");
    private static final ImmutableSet<String> POINTWISE = ImmutableSet.<String>builder()
            .addAll(PointOperators.SIMPLE.keySet())
            .add(
                    "Relu",
                    "ThresholdedRelu",
                    "LeakyRelu",
                    "Sigmoid",
                    "Tanh",
                    "Elu",
                    "Celu",
                    "Selu",
                    "HardSigmoid",
                    "Swish",
                    "Shrink",
                    "Gelu",
                    "Clip")
            .build();

    static final ImmutableSet<String> NAMES = ImmutableSet.<String>builder()
            .addAll(SHAPES)
            .addAll(WINDOWS)
            .addAll(NORMALIZATIONS)
            .addAll(POINTWISE)
            .addAll(ElementwiseOperators.BINARY.keySet())
            .addAll(ElementwiseOperators.MANY.keySet())
            .addAll(ReductionOperators.KINDS.keySet())
            .addAll(Folding.ALONE)
            .add(
                    "Where",
                    "Cast",
                    "Split",
                    "Identity",
                    "Dropout",
                    "Pad",
                    "GlobalAveragePool",
                    "GlobalMaxPool",
                    "MatMul",
                    "Gemm",
                    "Resize",
                    "Upsample",
                    "QuantizeLinear",
                    "DequantizeLinear")
            .build();

    private OnnxOperators() {}

    static Result map(OnnxNode node, GraphBuilder graph) {
        String operator = node.operator();
        if (SHAPES.contains(operator)) {
            return ShapeOperators.map(node, graph);
        } else if (WINDOWS.contains(operator)) {
            return WindowOperators.map(node, graph);
        } else if (NORMALIZATIONS.contains(operator)) {
            return NormalizationOperators.map(node, graph);
        } else if (POINTWISE.contains(operator)) {
            return PointOperators.unary(node, graph);
        } else if (ElementwiseOperators.BINARY.containsKey(operator)) {
            return ElementwiseOperators.binary(node, graph);
        } else if (ElementwiseOperators.MANY.containsKey(operator)) {
            return ElementwiseOperators.many(node, graph);
        } else if (ReductionOperators.KINDS.containsKey(operator)) {
            return ReductionOperators.map(node, graph);
        }
        return switch (operator) {
            case "Identity" -> node.result(0);
            case "Dropout" -> dropout(node);
            case "Cast" -> cast(node);
            case "Pad" -> PadOperators.map(node, graph);
            case "GlobalAveragePool", "GlobalMaxPool" -> ReductionOperators.overImage(node, graph);
            case "MatMul" -> MatrixOperators.matMul(node, graph);
            case "Gemm" -> GemmOperator.gemm(node, graph);
            case "Resize", "Upsample" -> ResizeOperators.map(node, graph);
            default -> throw new IllegalArgumentException("it is supported for constants alone");
        };
    }

    private static Result dropout(OnnxNode node) {
        node.ignore("seed", "is_test");
        double ratio = node.has(1) ? node.constant(1).scalar() : node.real("ratio", 0.5f);
        boolean training = node.has(2) && node.constant(2).scalar() != 0;
        checkArgument(!training || ratio == 0, "the network is in training mode; export it for inference");
        return node.result(0);
    }

    private static Result cast(OnnxNode node) {
        node.ignore("saturate", "round_mode");
        int type = node.integer("to", 1);
        checkArgument(
                type == 1 || type == 10 || type == 11,
                "to = %s is supported for constants alone",
                TensorReader.typeName(type));
        return node.result(0);
    }
}
