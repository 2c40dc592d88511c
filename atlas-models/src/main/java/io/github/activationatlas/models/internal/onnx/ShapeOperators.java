package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Concatenation;
import io.github.activationatlas.models.internal.operator.Flattening;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.IndexMap;
import io.github.activationatlas.models.internal.tensor.TensorConcatenation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Operators that count values by other axes, choose some of them, repeat or move them. */
final class ShapeOperators {
    private ShapeOperators() {}

    static Result map(OnnxNode node, GraphBuilder graph) {
        Result in = GraphBuilder.computed(node.value(node.operator().equals("Concat") ? computedPart(node) : 0));
        return switch (node.operator()) {
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> reshape(node, graph, in);
            case "Transpose" ->
                graph.transposed(in, ShapeArguments.permutation(node, in.shape().rank()));
            case "Slice" -> slice(node, graph, in);
            case "Gather" -> gather(node, graph, in);
            case "Expand" -> expand(node, graph, in);
            case "Tile" -> tile(node, graph, in);
            case "Concat" -> concatenation(node, graph);
            case "DepthToSpace" -> depthToSpace(node, graph, in);
            default -> spaceToDepth(node, graph, in);
        };
    }

    private static Result reshape(OnnxNode node, GraphBuilder graph, Result in) {
        int[] dims = ShapeArguments.dims(node);
        boolean flattens = dims.length == 2
                && dims[0] == 1
                && in.shape().rank() == 4
                && in.shape().image() != null;
        return flattens && in.shape().dim(1) != dims[1]
                ? graph.add(new Flattening(true), in)
                : graph.reshaped(in, dims);
    }

    private static Result slice(OnnxNode node, GraphBuilder graph, Result in) {
        int[][] slices = ShapeArguments.slices(node, in.shape().dims().toArray());
        return sliced(graph, in, slices);
    }

    private static Result sliced(GraphBuilder graph, Result in, int[][] slices) {
        TensorShape out =
                in.shape().withDims(Arrays.stream(slices).mapToInt(s -> s[2]).toArray());
        return graph.helper(
                IndexMap.of(in.shape(), out, 0, (to, from) -> {
                    for (int i = 0; i < from.length; i++) {
                        from[i] = slices[i][0] + to[i] * slices[i][1];
                    }
                    return true;
                }),
                in);
    }

    private static Result gather(OnnxNode node, GraphBuilder graph, Result in) {
        OnnxTensor indices = node.constant(1);
        TensorShape shape = in.shape();
        int axis = shape.axis(node.integer("axis", 0));
        shape.requireOneImage(axis);
        int[] places = ShapeArguments.places(indices, shape.dim(axis));
        TensorShape chosen = shape.with(axis, places.length);
        Result result = graph.helper(
                IndexMap.of(shape, chosen, 0, (to, from) -> {
                    System.arraycopy(to, 0, from, 0, from.length);
                    from[axis] = places[to[axis]];
                    return true;
                }),
                in);
        int[] dims = IntStream.concat(
                        IntStream.concat(shape.dims().stream().limit(axis), Arrays.stream(indices.dims())),
                        shape.dims().stream().skip(axis + 1L))
                .toArray();
        return graph.reshaped(result, dims);
    }

    /** All parts of a split. */
    static void split(OnnxNode node, GraphBuilder graph, Map<String, OnnxValue> values) {
        Result in = node.result(0);
        TensorShape shape = in.shape();
        int axis = shape.axis(node.integer("axis", 0));
        int parts = node.outputs().size();
        int length = shape.dim(axis);
        int each = (length + parts - 1) / parts;
        int[] sizes = node.has(1)
                ? node.constant(1).integers()
                : node.integers(
                        "split",
                        IntStream.range(0, parts)
                                .map(i -> Math.min(each, length - i * each))
                                .toArray());
        checkArgument(node.integer("num_outputs", parts) == parts, "attribute num_outputs is not %s", parts);
        checkArgument(
                sizes.length == parts
                        && Arrays.stream(sizes).sum() == length
                        && Arrays.stream(sizes).min().orElse(0) >= 0,
                "an axis of %s cannot be split into %s",
                length,
                Arrays.toString(sizes));
        int start = 0;
        for (int p = 0; p < parts; p++) {
            int[][] slices = new int[shape.rank()][];
            Arrays.setAll(slices, i -> new int[] {0, 1, shape.dim(i)});
            slices[axis] = new int[] {start, 1, sizes[p]};
            start += sizes[p];
            graph.begin("Split", node.outputs().get(p));
            values.put(node.outputs().get(p), graph.named(sliced(graph, in, slices)));
        }
    }

    private static Result expand(OnnxNode node, GraphBuilder graph, Result in) {
        int[] dims = ConstantArrays.broadcast(
                in.shape().dims().toArray(), node.constant(1).integers());
        int[] own = IntStream.concat(
                        IntStream.generate(() -> 1)
                                .limit(dims.length - in.shape().rank()),
                        in.shape().dims().stream())
                .toArray();
        return repeated(graph, graph.reshaped(in, own), dims);
    }

    private static Result tile(OnnxNode node, GraphBuilder graph, Result in) {
        int[] repeats = node.constant(1).integers();
        checkArgument(repeats.length == in.shape().rank(), "%s repeats for a tensor of %s", repeats.length, in.shape());
        int[] dims = IntStream.range(0, repeats.length)
                .map(i -> Math.multiplyExact(repeats[i], in.shape().dim(i)))
                .toArray();
        return repeated(graph, in, dims);
    }

    private static Result repeated(GraphBuilder graph, Result in, int[] dims) {
        TensorShape shape = in.shape();
        return graph.helper(
                IndexMap.of(shape, shape.withDims(dims), 0, (to, from) -> {
                    for (int i = 0; i < from.length; i++) {
                        from[i] = to[i] % shape.dim(i);
                    }
                    return true;
                }),
                in);
    }

    private static int computedPart(OnnxNode node) {
        return IntStream.range(0, node.inputCount())
                .filter(i -> !node.isConstant(i))
                .findFirst()
                .orElse(0);
    }

    private static Result concatenation(OnnxNode node, GraphBuilder graph) {
        List<Result> computed = new ArrayList<>();
        List<TensorShape> shapes = new ArrayList<>();
        float[][] constants = new float[node.inputCount()][];
        TensorShape like = node.result(computedPart(node)).shape();
        int axis = like.axis(node.integer("axis", 1));
        for (int i = 0; i < constants.length; i++) {
            if (node.isConstant(i)) {
                Constant constant = node.constantValue(i);
                TensorShape own = constant.shape();
                checkArgument(own.rank() == like.rank(), "tensors %s and %s cannot be joined", like, own);
                TensorShape lying = own.lyingAs(like).withBatch(like.batch());
                constants[i] = new float[own.size()];
                IndexMap.reordered(own, lying)
                        .forward(new float[][] {constant.tensor().values()}, constants[i]);
                shapes.add(lying);
            } else {
                Result part = node.result(i);
                checkArgument(
                        part.shape().rank() == like.rank(), "tensors %s and %s cannot be joined", like, part.shape());
                part = graph.lyingAs(part, like);
                computed.add(part);
                shapes.add(part.shape());
            }
        }
        TensorConcatenation general = new TensorConcatenation(shapes, axis, constants);
        boolean channels = axis == 1
                && computed.size() == constants.length
                && like.rank() == 4
                && computed.stream().allMatch(part -> part.shape().image() != null);
        return computed.size() == 1 && constants.length == 1
                ? computed.get(0)
                : graph.add(channels ? new Concatenation() : general, computed.toArray(Result[]::new));
    }

    private static Result depthToSpace(OnnxNode node, GraphBuilder graph, Result in) {
        int[] d = imageDims(in);
        int block = block(node);
        node.require("mode", "DCR", "CRD");
        boolean depthFirst = node.text("mode", "DCR").equals("DCR");
        checkArgument(d[1] % (block * block) == 0, "%s channels have no blocks of %s", d[1], block);
        int c = d[1] / (block * block);
        Result split = depthFirst
                ? graph.reshaped(in, 1, block, block, c, d[2], d[3])
                : graph.reshaped(in, 1, c, block, block, d[2], d[3]);
        Result moved =
                depthFirst ? graph.transposed(split, 0, 3, 4, 1, 5, 2) : graph.transposed(split, 0, 1, 4, 2, 5, 3);
        return graph.reshaped(moved, 1, c, d[2] * block, d[3] * block);
    }

    private static Result spaceToDepth(OnnxNode node, GraphBuilder graph, Result in) {
        int[] d = imageDims(in);
        int b = block(node);
        checkArgument(d[2] % b == 0 && d[3] % b == 0, "an image of %s has no blocks of %s", in.shape(), b);
        Result split = graph.reshaped(in, 1, d[1], d[2] / b, b, d[3] / b, b);
        return graph.reshaped(graph.transposed(split, 0, 3, 5, 1, 2, 4), 1, d[1] * b * b, d[2] / b, d[3] / b);
    }

    private static int block(OnnxNode node) {
        int block = node.integer("blocksize", 0);
        checkArgument(block >= 1, "attribute blocksize = %s is not supported", block);
        return block;
    }

    private static int[] imageDims(Result in) {
        checkArgument(in.shape().rank() == 4 && in.shape().dim(0) == 1, "an image is expected, not %s", in.shape());
        return in.shape().dims().toArray();
    }
}
