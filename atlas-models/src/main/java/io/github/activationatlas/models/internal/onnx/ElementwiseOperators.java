package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.ChannelAffine;
import io.github.activationatlas.models.internal.operator.Sum;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.BinaryFunction;
import io.github.activationatlas.models.internal.tensor.BinaryOperator;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Functions of one value, of two with broadcasting, and of several. */
final class ElementwiseOperators {
    static final ImmutableMap<String, BinaryFunction> BINARY = ImmutableMap.<String, BinaryFunction>builder()
            .put("Add", BinaryFunction.ADD)
            .put("Sub", BinaryFunction.SUBTRACT)
            .put("Mul", BinaryFunction.MULTIPLY)
            .put("Div", BinaryFunction.DIVIDE)
            .put("Pow", BinaryFunction.POWER)
            .put("PRelu", BinaryFunction.PRELU)
            .buildOrThrow();

    /** Functions of any number of tensors. */
    static final ImmutableMap<String, BinaryFunction> MANY = ImmutableMap.of(
            "Sum", BinaryFunction.ADD,
            "Mean", BinaryFunction.ADD,
            "Max", BinaryFunction.MAXIMUM,
            "Min", BinaryFunction.MINIMUM);

    private ElementwiseOperators() {}

    /** A function of two tensors. */
    static Result binary(OnnxNode node, GraphBuilder graph) {
        checkArgument(node.inputCount() == 2, "2 inputs are expected, not %s", node.inputCount());
        OnnxValue a = node.value(0);
        OnnxValue b = node.value(1);
        node.ignore("consumed_inputs");
        if (node.opset() < 7 && !node.operator().equals("PRelu")) {
            b = aligned(node, a, b);
        }
        if (node.operator().equals("PRelu")) {
            b = perChannel(node, a, b);
        }
        return binary(graph, BINARY.get(node.operator()), a, b);
    }

    /** Before opset 7 the second tensor is aligned with the first one's axes from a named one on, and only if that is said. */
    private static OnnxValue aligned(OnnxNode node, OnnxValue a, OnnxValue b) {
        int rank = a.shape().rank();
        boolean broadcast = node.integer("broadcast", 0) == 1;
        int axis = node.hasAttribute("axis")
                ? TensorShape.axis(node.integer("axis", 0), rank)
                : rank - b.shape().rank();
        if (!broadcast || b.shape().rank() == 0) {
            checkArgument(
                    broadcast || a.shape().dims().equals(b.shape().dims()),
                    "shapes %s and %s differ, and broadcast is not set",
                    a.shape(),
                    b.shape());
            return b;
        }
        checkArgument(
                axis >= 0 && axis + b.shape().rank() <= rank,
                "attribute axis = %s is not supported for %s",
                axis,
                b.shape());
        int[] dims = IntStream.range(0, rank - axis)
                .map(i -> i < b.shape().rank() ? b.shape().dim(i) : 1)
                .toArray();
        checkArgument(b instanceof Constant, "broadcasting of a computed tensor along an axis is not supported");
        Constant c = (Constant) b;
        return new Constant(c.name(), c.tensor().withDims(dims), c.fixed());
    }

    /** Before opset 7 a vector of slopes is one a channel. */
    private static OnnxValue perChannel(OnnxNode node, OnnxValue a, OnnxValue slopes) {
        if (node.opset() >= 7
                || !(slopes instanceof Constant c)
                || c.shape().rank() != 1
                || c.shape().size() == 1) {
            return slopes;
        }
        int[] dims = new int[a.shape().rank() - 1];
        Arrays.fill(dims, 1);
        dims[0] = c.shape().size();
        return new Constant(c.name(), c.tensor().withDims(dims), c.fixed());
    }

    /** Sum, Mean, Max and Min of any number of tensors. */
    static Result many(OnnxNode node, GraphBuilder graph) {
        checkArgument(node.inputCount() > 0, "at least 1 input is expected");
        node.ignore("consumed_inputs");
        OnnxValue all = node.value(0);
        if (node.inputCount() == 1) {
            return GraphBuilder.computed(all);
        }
        boolean mean = node.operator().equals("Mean");
        for (int i = 1; i < node.inputCount(); i++) {
            boolean last = i == node.inputCount() - 1 && !mean;
            all = binary(graph, MANY.get(node.operator()), all, node.value(i), !last);
        }
        if (!mean) {
            return GraphBuilder.computed(all);
        }
        Result sum = GraphBuilder.computed(all);
        return graph.add(
                BinaryOperator.withConstantSecond(
                        BinaryFunction.MULTIPLY, sum.shape(), TensorShape.of(), new float[] {1f / node.inputCount()}),
                sum);
    }

    private static Result binary(GraphBuilder graph, BinaryFunction function, OnnxValue a, OnnxValue b) {
        return binary(graph, function, a, b, false);
    }

    private static Result binary(
            GraphBuilder graph, BinaryFunction function, OnnxValue a, OnnxValue b, boolean helper) {
        if (a instanceof Constant c && b instanceof Constant) {
            throw new IllegalArgumentException("two constants (" + c.name() + " and another) are not supported here");
        }
        if (a instanceof Result x && b instanceof Result y) {
            boolean sum = function == BinaryFunction.ADD
                    && x.shape().equals(y.shape())
                    && x.shape().image() != null;
            return add(graph, helper, sum ? new Sum() : BinaryOperator.of(function, x.shape(), y.shape()), x, y);
        }
        Constant constant = (Constant) (a instanceof Constant ? a : b);
        Result x = (Result) (a instanceof Result ? a : b);
        constant.tensor().requireNumbers(constant.name(), false);
        ChannelAffine affine = affine(graph, function, x, constant, a instanceof Constant);
        if (affine != null) {
            return add(graph, helper, affine, x);
        }
        float[] values = graph.weights("values", constant, constant.tensor()::values);
        return add(
                graph,
                helper,
                a instanceof Constant
                        ? BinaryOperator.withConstantFirst(function, constant.shape(), values, x.shape())
                        : BinaryOperator.withConstantSecond(function, x.shape(), constant.shape(), values),
                x);
    }

    private static Result add(
            GraphBuilder graph,
            boolean helper,
            io.github.activationatlas.models.internal.operator.Operator operator,
            Result... inputs) {
        return helper ? graph.helper(operator, inputs) : graph.add(operator, inputs);
    }

    /** An image and one constant a channel, or one for all: ND4J has a routine for that. */
    private static @Nullable ChannelAffine affine(
            GraphBuilder graph, BinaryFunction function, Result x, Constant constant, boolean first) {
        Shape image = x.shape().image();
        TensorShape c = constant.shape();
        boolean linear = function == BinaryFunction.ADD
                || function == BinaryFunction.MULTIPLY
                || function == BinaryFunction.SUBTRACT
                || function == BinaryFunction.DIVIDE && !first;
        if (image == null || !linear || c.rank() > x.shape().rank()) {
            return null;
        }
        int channelAxis = c.rank() - (x.shape().rank() - 1);
        boolean perChannel =
                channelAxis >= 0 && c.rank() > 0 && c.dim(channelAxis) == c.size() && c.size() == image.channels();
        if (!perChannel && c.size() != 1) {
            return null;
        }
        String key = function.name().toLowerCase(Locale.ROOT) + (first ? " first" : "") + " of " + c.size();
        OnnxTensor t = constant.tensor();
        float[] scale = graph.weights("scale " + key, constant, () -> {
            float[] values = new float[c.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        switch (function) {
                            case MULTIPLY -> t.value(i);
                            case DIVIDE -> 1 / t.value(i);
                            case SUBTRACT -> first ? -1 : 1;
                            default -> 1;
                        };
            }
            return values;
        });
        float[] shift = graph.weights("shift " + key, constant, () -> {
            float[] values = new float[c.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        switch (function) {
                            case ADD -> t.value(i);
                            case SUBTRACT -> first ? t.value(i) : -t.value(i);
                            default -> 0;
                        };
            }
            return values;
        });
        return new ChannelAffine(scale, shift);
    }
}
