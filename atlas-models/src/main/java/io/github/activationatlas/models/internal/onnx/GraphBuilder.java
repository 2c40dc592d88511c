package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.shape.Reshaping;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.Groups;
import io.github.activationatlas.models.internal.tensor.IndexMap;
import io.github.activationatlas.models.internal.tensor.Recount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Collects the operators of a network for one image size. */
final class GraphBuilder {
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, float[]> weights;
    private String current = "";
    private String kind = "";
    private int helpers;

    /** Weights in the order that operators want are the same for all image sizes. */
    GraphBuilder(Map<String, float[]> weights) {
        this.weights = weights;
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Begins the operators of one node of the file. */
    void begin(String operator, String output) {
        kind = operator;
        current = output;
        helpers = 0;
    }

    /**
     * Weights in the order that an operator wants.
     *
     * @param what says that order, in words that no other operator uses
     * @param of the constant that they are made of
     */
    float[] weights(String what, Constant of, Supplier<float[]> values) {
        return of.fixed() ? weights.computeIfAbsent(what + " " + of.name(), k -> values.get()) : values.get();
    }

    /** Adds an operator whose result the file has no name for. */
    Result helper(Operator operator, Result... inputs) {
        return add(operator, current + "'" + ++helpers, true, inputs);
    }

    /** Adds the operator that gives a node's result. */
    Result add(Operator operator, Result... inputs) {
        return add(operator, current, false, inputs);
    }

    Result add(String name, Operator operator, Result... inputs) {
        return add(operator, name, false, inputs);
    }

    private Result add(Operator operator, String name, boolean helper, Result... inputs) {
        TensorShape shape =
                operator.result(Arrays.stream(inputs).map(Result::shape).toList());
        checkArgument(shape.size() > 0, "its result of the shape %s is empty", shape);
        nodes.add(
                new Node(kind, operator, Arrays.stream(inputs).map(Result::name).toList(), name, helper));
        return new Result(name, shape);
    }

    /** Gives a helper's result the node's own name; another node's result keeps its own. */
    Result named(Result result) {
        int last = nodes.size() - 1;
        if (last < 0
                || !nodes.get(last).output().equals(result.name())
                || !nodes.get(last).helper()) {
            return result;
        }
        Node node = nodes.get(last);
        nodes.set(last, new Node(node.kind(), node.operator(), node.inputs(), current, false));
        return new Result(current, result.shape());
    }

    Result reshaped(Result in, int... dims) {
        TensorShape out = Reshaping.of(in.shape(), dims);
        if (out.equals(in.shape())) {
            return in;
        }
        return helper(Reshaping.moves(in.shape(), out) ? IndexMap.reordered(in.shape(), out) : new Recount(out), in);
    }

    Result transposed(Result in, int... axes) {
        return helper(new Recount(in.shape().transposed(axes)), in);
    }

    private Result lying(Result in, TensorShape as) {
        if (in.shape().equals(as)) {
            return in;
        }
        return helper(in.shape().liesAs(as) ? new Recount(as) : IndexMap.reordered(in.shape(), as), in);
    }

    /** The same with some axes side by side in memory. */
    Result grouped(Result in, Set<Integer> axes) {
        return Groups.fit(in.shape(), axes) ? in : lying(in, Groups.sorted(in.shape(), axes));
    }

    /** The same with the last axis innermost. */
    Result rowMajor(Result in) {
        return lying(in, in.shape().rowMajor());
    }

    /** The same in memory as another of the same rank. */
    Result lyingAs(Result in, TensorShape other) {
        return lying(in, in.shape().lyingAs(other));
    }

    /** A value as an image [1, channels, height, width] with the channels innermost. */
    Result image(OnnxValue value) {
        checkArgument(value instanceof Result, "its input must not be a constant");
        Result in = (Result) value;
        checkArgument(
                in.shape().rank() == 4 && in.shape().dim(0) == 1,
                "an image [1, channels, height, width] is expected, not a tensor of the shape %s",
                in.shape());
        return lying(in, in.shape().channelsLast());
    }

    static Shape imageShape(Result in) {
        Shape shape = in.shape().image();
        checkArgument(shape != null, "an image is expected, not a tensor of the shape %s", in.shape());
        return shape;
    }

    static Result computed(OnnxValue value) {
        checkArgument(
                value instanceof Result,
                "its input '%s' must not be a constant",
                value instanceof Constant c ? c.name() : "");
        return (Result) value;
    }
}
