package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.ChannelAffine;
import io.github.activationatlas.models.internal.operator.Normalization;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.BinaryFunction;
import io.github.activationatlas.models.internal.tensor.BinaryOperator;
import io.github.activationatlas.models.internal.tensor.NeighborNormalization;
import io.github.activationatlas.models.internal.tensor.PointFunctions;
import io.github.activationatlas.models.internal.tensor.PointOperator;
import io.github.activationatlas.models.internal.tensor.Reduction;
import io.github.activationatlas.models.internal.tensor.Softmax;
import io.github.activationatlas.models.internal.tensor.Standardization;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** ONNX's normalisations, with softmax. */
final class NormalizationOperators {
    private NormalizationOperators() {}

    private static Set<Integer> range(int from, int to) {
        return new TreeSet<>(IntStream.range(from, to).boxed().toList());
    }

    static Result map(OnnxNode node, GraphBuilder graph) {
        return switch (node.operator()) {
            case "BatchNormalization" -> batch(node, graph);
            case "LayerNormalization" -> layer(node, graph);
            case "RMSNormalization" -> rootMeanSquare(node, graph);
            case "InstanceNormalization" -> instance(node, graph);
            case "GroupNormalization" -> group(node, graph);
            case "MeanVarianceNormalization" -> meanVariance(node, graph);
            case "LpNormalization" -> lp(node, graph);
            case "LRN" -> neighbors(node, graph);
            default -> softmax(node, graph);
        };
    }

    private static Result batch(OnnxNode node, GraphBuilder graph) {
        checkArgument(
                node.integer("training_mode", 0) == 0, "the network is in training mode; export it for inference");
        node.require("spatial", 1);
        node.ignore("momentum", "is_test", "consumed_inputs");
        Result in = node.result(0);
        double epsilon = node.real("epsilon", 1e-5f);
        checkArgument(in.shape().rank() >= 2, "channels are expected, not a tensor of the shape %s", in.shape());
        int channels = in.shape().dim(1);
        for (int i = 1; i <= 4; i++) {
            checkArgument(
                    node.constant(i).size() == channels,
                    "input %s has %s values for %s channels",
                    i,
                    node.constant(i).size(),
                    channels);
        }
        Constant gamma = node.constantValue(1);
        OnnxTensor beta = node.constant(2);
        OnnxTensor mean = node.constant(3);
        OnnxTensor variance = node.constant(4);
        String key = node.output();
        float[] scale = graph.weights("batch scale of " + key, gamma, () -> {
            float[] values = new float[channels];
            for (int c = 0; c < channels; c++) {
                values[c] = (float) (gamma.tensor().value(c) / Math.sqrt(variance.value(c) + epsilon));
                checkArgument(
                        Float.isFinite(values[c]),
                        "channel %s has the variance %s and epsilon %s, whose root is not finite",
                        c,
                        variance.value(c),
                        epsilon);
            }
            return values;
        });
        float[] shift = graph.weights("batch shift of " + key, gamma, () -> {
            float[] values = new float[channels];
            for (int c = 0; c < channels; c++) {
                values[c] = (float) beta.value(c) - (float) mean.value(c) * scale[c];
            }
            return values;
        });
        return affine(graph, in, 1, scale, shift);
    }

    private static Result standardized(GraphBuilder graph, Result in, Set<Integer> axes, double epsilon) {
        Result grouped = graph.grouped(in, axes);
        return graph.helper(new Standardization(grouped.shape(), axes, epsilon), grouped);
    }

    /** Each place along an axis times a constant plus a constant. */
    private static Result affine(GraphBuilder graph, Result in, int axis, float[] scale, float[] shift) {
        if (axis == 1 && in.shape().image() != null) {
            return graph.add(new ChannelAffine(scale, shift), in);
        }
        TensorShape constant = alongAxis(in.shape(), axis, scale.length);
        Result scaled = graph.helper(
                BinaryOperator.withConstantSecond(BinaryFunction.MULTIPLY, in.shape(), constant, scale), in);
        return graph.add(BinaryOperator.withConstantSecond(BinaryFunction.ADD, in.shape(), constant, shift), scaled);
    }

    private static TensorShape alongAxis(TensorShape shape, int axis, int length) {
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        dims[axis] = length;
        return TensorShape.of(dims);
    }

    private static Result layer(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int axis = in.shape().axis(node.integer("axis", -1));
        node.ignore("stash_type");
        Result x = standardized(graph, in, range(axis, in.shape().rank()), node.real("epsilon", 1e-5f));
        return scaled(node, graph, x);
    }

    /** Times input 1 plus input 2, broadcast from behind. */
    private static Result scaled(OnnxNode node, GraphBuilder graph, Result x) {
        OnnxTensor scale = node.constant(1);
        Result scaled = graph.helper(
                BinaryOperator.withConstantSecond(BinaryFunction.MULTIPLY, x.shape(), scale.shape(), scale.values()),
                x);
        return node.has(2)
                ? graph.add(
                        BinaryOperator.withConstantSecond(
                                BinaryFunction.ADD,
                                x.shape(),
                                node.constant(2).shape(),
                                node.constant(2).values()),
                        scaled)
                : scaled;
    }

    private static Result rootMeanSquare(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int axis = in.shape().axis(node.integer("axis", -1));
        node.ignore("stash_type");
        double epsilon = node.real("epsilon", 1e-5f);
        Result squares = graph.helper(BinaryOperator.of(BinaryFunction.MULTIPLY, in.shape(), in.shape()), in, in);
        squares = graph.grouped(squares, range(axis, in.shape().rank()));
        Result mean = graph.helper(
                new Reduction(
                        Reduction.Kind.MEAN,
                        squares.shape(),
                        range(axis, in.shape().rank())),
                squares);
        Result root = graph.helper(
                new PointOperator(PointFunctions.of(x -> Math.sqrt(x + epsilon), (x, y) -> .5 / y), mean.shape()),
                mean);
        return scaled(
                node,
                graph,
                graph.helper(BinaryOperator.of(BinaryFunction.DIVIDE, in.shape(), root.shape()), in, root));
    }

    private static Result instance(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        Result x = standardized(graph, in, range(2, in.shape().rank()), node.real("epsilon", 1e-5f));
        OnnxTensor scale = node.constant(1);
        checkArgument(
                scale.size() == in.shape().dim(1),
                "%s scales for %s channels",
                scale.size(),
                in.shape().dim(1));
        return affine(graph, x, 1, scale.values(), node.constant(2).values());
    }

    private static Result group(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int channels = in.shape().dim(1);
        int groups = node.integer("num_groups", 0);
        node.ignore("stash_type");
        checkArgument(
                groups >= 1 && channels % groups == 0,
                "%s channels cannot be divided into %s groups",
                channels,
                groups);
        int each = channels / groups;
        int[] dims = IntStream.concat(
                        IntStream.of(1, groups, each),
                        in.shape().dims().stream().skip(2))
                .toArray();
        Result split = graph.reshaped(in, dims);
        Result x = standardized(graph, split, range(2, dims.length), node.real("epsilon", 1e-5f));
        Result whole = graph.reshaped(x, in.shape().dims().toArray());
        float[] scale = node.constant(1).values();
        float[] bias = node.constant(2).values();
        checkArgument(
                scale.length == bias.length && (scale.length == channels || scale.length == groups),
                "%s scales for %s channels in %s groups",
                scale.length,
                channels,
                groups);
        // Before opset 21 there was one a group.
        boolean perGroup = scale.length == groups && node.opset() < 21;
        return affine(graph, whole, 1, perGroup ? spread(scale, each) : scale, perGroup ? spread(bias, each) : bias);
    }

    private static float[] spread(float[] values, int each) {
        float[] spread = new float[values.length * each];
        for (int i = 0; i < spread.length; i++) {
            spread[i] = values[i / each];
        }
        return spread;
    }

    private static Result meanVariance(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        Set<Integer> axes = new TreeSet<>();
        for (int axis : node.integers("axes", 0, 2, 3)) {
            axes.add(in.shape().axis(axis));
        }
        return standardized(graph, in, axes, 1e-18);
    }

    private static Result lp(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int axis = in.shape().axis(node.integer("axis", -1));
        int p = node.integer("p", 2);
        checkArgument(p == 1 || p == 2, "attribute p = %s is not supported", p);
        Result grouped = graph.grouped(in, Set.of(axis));
        Result norm = graph.helper(
                new Reduction(p == 1 ? Reduction.Kind.L1 : Reduction.Kind.L2, grouped.shape(), Set.of(axis)), grouped);
        return graph.add(BinaryOperator.of(BinaryFunction.DIVIDE, in.shape(), norm.shape()), in, norm);
    }

    /** ONNX divides alpha by the number of channels in the window and counts the window's whole size. */
    private static Result neighbors(OnnxNode node, GraphBuilder graph) {
        Result in = graph.image(node.value(0));
        int size = node.integer("size", 0);
        checkArgument(size >= 1, "attribute size = %s is not supported", size);
        double bias = node.real("bias", 1);
        float alpha = node.real("alpha", 1e-4f);
        double beta = node.real("beta", 0.75f);
        return graph.add(
                size % 2 == 1 && size > 1
                        ? new Normalization((size - 1) / 2, bias, alpha / size, beta)
                        : new NeighborNormalization(in.shape(), size, bias, alpha, beta),
                in);
    }

    /** Before opset 13 the axes from the named one on are one. */
    private static Result softmax(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int rank = in.shape().rank();
        boolean one = node.opset() >= 13;
        int axis = in.shape().axis(node.integer("axis", one ? -1 : 1));
        Set<Integer> axes = one ? Set.of(axis) : range(axis, rank);
        Result grouped = graph.grouped(in, axes);
        return graph.add(new Softmax(grouped.shape(), axes, node.operator().equals("LogSoftmax")), grouped);
    }
}
