package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Padding;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.IndexMap;
import io.github.activationatlas.models.internal.window.Margins;
import java.util.Arrays;
import java.util.stream.IntStream;

/** ONNX's Pad, of all modes; a side that is negative cuts off. */
final class PadOperators {
    private PadOperators() {}

    static Result map(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        TensorShape shape = in.shape();
        int rank = shape.rank();
        node.require("mode", "constant", "reflect", "edge", "wrap");
        String mode = node.text("mode", "constant");
        int[] given = node.has(1) ? node.constant(1).integers() : node.integers(node.opset() < 2 ? "paddings" : "pads");
        double value =
                node.has(2) && node.constant(2).size() > 0 ? node.constant(2).scalar() : node.real("value", 0);
        int[] axes = node.has(3)
                ? node.constant(3).integers()
                : IntStream.range(0, rank).toArray();
        checkArgument(given.length == 2 * axes.length, "%s sides are expected, not %s", 2 * axes.length, given.length);
        int[] before = new int[rank];
        int[] dims = shape.dims().toArray();
        int[] after = new int[rank];
        for (int i = 0; i < axes.length; i++) {
            int axis = shape.axis(axes[i]);
            before[axis] = given[i];
            after[axis] = given[axes.length + i];
            dims[axis] = Math.addExact(dims[axis], Math.addExact(given[i], given[axes.length + i]));
            checkArgument(
                    dims[axis] > 0 && Math.max(before[axis], after[axis]) < 1 << 20,
                    "pads %s leave an axis of %s",
                    Arrays.toString(given),
                    dims[axis]);
            checkArgument(
                    !mode.equals("reflect") || Math.max(before[axis], after[axis]) < shape.dim(axis),
                    "an axis of %s cannot be reflected %s far",
                    shape.dim(axis),
                    Math.max(before[axis], after[axis]));
        }
        boolean image = mode.equals("constant")
                && rank == 4
                && shape.image() != null
                && before[1] == 0
                && after[1] == 0
                && before[0] == 0
                && after[0] == 0;
        if (image
                && Arrays.stream(before).min().orElse(0) >= 0
                && Arrays.stream(after).min().orElse(0) >= 0) {
            return graph.add(new Padding(new Margins(before[2], after[2], before[3], after[3]), (float) value), in);
        }
        TensorShape out = shape.withDims(dims);
        return graph.add(
                IndexMap.of(shape, out, (float) value, (to, from) -> {
                    boolean inside = true;
                    for (int i = 0; i < from.length; i++) {
                        from[i] = source(mode, to[i] - before[i], shape.dim(i));
                        inside &= from[i] >= 0;
                    }
                    return inside;
                }),
                in);
    }

    /** Where a place beside an axis takes its value from; -1 for the constant. */
    private static int source(String mode, int at, int n) {
        if (at >= 0 && at < n) {
            return at;
        }
        return switch (mode) {
            case "edge" -> at < 0 ? 0 : n - 1;
            case "reflect" -> at < 0 ? -at : 2 * (n - 1) - at;
            case "wrap" -> Math.floorMod(at, n);
            default -> -1;
        };
    }
}
