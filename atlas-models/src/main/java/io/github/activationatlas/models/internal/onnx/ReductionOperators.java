package io.github.activationatlas.models.internal.onnx;

import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.AveragePooling;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.Reduction;
import io.github.activationatlas.models.internal.tensor.Reduction.Kind;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** ONNX's Reduce operators, and pooling over the whole image. */
final class ReductionOperators {
    static final ImmutableMap<String, Kind> KINDS = ImmutableMap.<String, Kind>builder()
            .put("ReduceSum", Kind.SUM)
            .put("ReduceMean", Kind.MEAN)
            .put("ReduceMax", Kind.MAX)
            .put("ReduceMin", Kind.MIN)
            .put("ReduceProd", Kind.PRODUCT)
            .put("ReduceL1", Kind.L1)
            .put("ReduceL2", Kind.L2)
            .put("ReduceSumSquare", Kind.SUM_OF_SQUARES)
            .put("ReduceLogSum", Kind.LOG_OF_SUM)
            .put("ReduceLogSumExp", Kind.LOG_OF_SUM_OF_EXP)
            .build();

    private ReductionOperators() {}

    /** The axes that are reduced; all where none are named. */
    static Set<Integer> axes(OnnxNode node, int rank) {
        int[] given = node.has(1) ? node.constant(1).integers() : node.integers("axes");
        boolean none = given.length == 0;
        if (none && node.integer("noop_with_empty_axes", 0) == 1) {
            return Set.of();
        }
        node.ignore("noop_with_empty_axes");
        Set<Integer> axes = new TreeSet<>();
        (none ? IntStream.range(0, rank) : Arrays.stream(given))
                .forEach(axis -> axes.add(TensorShape.axis(axis, rank)));
        return axes;
    }

    static Result map(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int rank = in.shape().rank();
        Set<Integer> axes = axes(node, rank);
        boolean keep = node.integer("keepdims", 1) == 1;
        Kind kind = KINDS.get(node.operator());
        if (axes.isEmpty()
                && (kind == Kind.SUM
                        || kind == Kind.MEAN
                        || kind == Kind.MAX
                        || kind == Kind.MIN
                        || kind == Kind.PRODUCT)) {
            return in;
        }
        Result reduced = reduced(graph, kind, in, axes);
        return keep ? reduced : graph.reshaped(reduced, without(in.shape(), axes));
    }

    private static int[] without(TensorShape shape, Set<Integer> axes) {
        return IntStream.range(0, shape.rank())
                .filter(axis -> !axes.contains(axis))
                .map(shape::dim)
                .toArray();
    }

    private static Result reduced(GraphBuilder graph, Kind kind, Result in, Set<Integer> axes) {
        boolean overImage = in.shape().rank() == 4 && in.shape().image() != null && axes.equals(Set.of(2, 3));
        if (!overImage || kind != Kind.MEAN) {
            Result grouped = graph.grouped(in, axes);
            return graph.helper(new Reduction(kind, grouped.shape(), axes), grouped);
        }
        return graph.helper(AveragePooling.overImage(), in);
    }

    /** GlobalAveragePool, GlobalMaxPool: over all axes behind the channels. */
    static Result overImage(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        Set<Integer> axes = new TreeSet<>();
        IntStream.range(2, in.shape().rank()).forEach(axes::add);
        return reduced(graph, node.operator().equals("GlobalMaxPool") ? Kind.MAX : Kind.MEAN, in, axes);
    }
}
