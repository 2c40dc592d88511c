package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * What can be computed without an image: arithmetic on shapes, as exporters write it for reshapes of any batch, and functions of constants. A
 * shape is that of one image, whose batch is 1.
 */
final class Folding {
    private static final ImmutableMap<String, DoubleUnaryOperator> UNARY =
            ImmutableMap.<String, DoubleUnaryOperator>builder()
                    .put("Neg", x -> -x)
                    .put("Abs", Math::abs)
                    .put("Floor", Math::floor)
                    .put("Ceil", Math::ceil)
                    .put("Round", Math::rint)
                    .put("Sqrt", Math::sqrt)
                    .put("Exp", Math::exp)
                    .put("Log", Math::log)
                    .put("Reciprocal", x -> 1 / x)
                    .put("Sign", Math::signum)
                    .put("Not", x -> x == 0 ? 1 : 0)
                    .put("Relu", x -> Math.max(0, x))
                    .put("Sigmoid", x -> 1 / (1 + Math.exp(-x)))
                    .put("Tanh", Math::tanh)
                    .buildOrThrow();

    private static final ImmutableMap<String, DoubleBinaryOperator> BINARY =
            ImmutableMap.<String, DoubleBinaryOperator>builder()
                    .put("Add", Double::sum)
                    .put("Sub", (a, b) -> a - b)
                    .put("Mul", (a, b) -> a * b)
                    .put("Div", (a, b) -> a / b)
                    .put("Pow", Math::pow)
                    .put("Mod", (a, b) -> a - b * Math.floor(a / b))
                    .put("Max", Math::max)
                    .put("Min", Math::min)
                    .put("Equal", (a, b) -> a == b ? 1 : 0)
                    .put("Greater", (a, b) -> a > b ? 1 : 0)
                    .put("GreaterOrEqual", (a, b) -> a >= b ? 1 : 0)
                    .put("Less", (a, b) -> a < b ? 1 : 0)
                    .put("LessOrEqual", (a, b) -> a <= b ? 1 : 0)
                    .put("And", (a, b) -> a != 0 && b != 0 ? 1 : 0)
                    .put("Or", (a, b) -> a != 0 || b != 0 ? 1 : 0)
                    .put("Xor", (a, b) -> (a != 0) != (b != 0) ? 1 : 0)
                    .buildOrThrow();

    private static final ImmutableSet<String> TRUTHS =
            ImmutableSet.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not");

    private static final ImmutableSet<String> OTHERS = ImmutableSet.of(
            "Constant",
            "Shape",
            "Size",
            "Identity",
            "Cast",
            "Concat",
            "Gather",
            "Unsqueeze",
            "Squeeze",
            "Reshape",
            "Flatten",
            "Transpose",
            "Slice",
            "Range",
            "ConstantOfShape",
            "Expand",
            "Tile",
            "Where",
            "ScatterND",
            "ReduceProd",
            "ReduceSum",
            "ReduceMax",
            "ReduceMin",
            "DequantizeLinear");

    /** What only constants can be put into. */
    static final ImmutableSet<String> ALONE = ImmutableSet.<String>builder()
            .addAll(TRUTHS)
            .add("Mod", "Shape", "Size", "Range", "ConstantOfShape", "Constant", "ScatterND")
            .build();

    private Folding() {}

    static boolean knows(String operator) {
        return UNARY.containsKey(operator) || BINARY.containsKey(operator) || OTHERS.contains(operator);
    }

    /** Whether a node can be computed now. */
    static boolean applies(OnnxNode node) {
        return node.operator().equals("Shape")
                || node.operator().equals("Size")
                || knows(node.operator()) && node.allConstant();
    }

    static OnnxTensor of(OnnxNode node) {
        String operator = node.operator();
        if (UNARY.containsKey(operator)) {
            OnnxTensor x = node.constant(0);
            double[] values =
                    Arrays.stream(x.asDoubles()).map(UNARY.get(operator)).toArray();
            return OnnxTensor.of(x.integral(), x.dims(), values);
        }
        if (BINARY.containsKey(operator)) {
            return binary(node);
        }
        return switch (operator) {
            case "Constant" -> constant(node);
            case "Shape" -> shape(node);
            case "Size" -> OnnxTensor.of(true, new int[0], node.shape(0).size());
            case "Identity" -> node.constant(0);
            case "Cast" -> cast(node);
            case "Concat" -> FoldedShapes.concatenation(node);
            case "Gather" -> FoldedShapes.gather(node);
            case "Unsqueeze", "Squeeze", "Reshape", "Flatten" ->
                node.constant(0).withDims(ShapeArguments.dims(node));
            case "Transpose" -> FoldedShapes.transposition(node);
            case "Slice" -> FoldedShapes.slice(node);
            case "Range" -> range(node);
            case "ConstantOfShape" -> filled(node);
            case "Expand" -> FoldedShapes.expanded(node);
            case "Tile" -> FoldedShapes.tiled(node);
            case "Where" -> FoldedShapes.where(node);
            case "ScatterND" -> FoldedShapes.scattered(node);
            case "DequantizeLinear" -> dequantized(node);
            default -> reduction(node);
        };
    }

    private static OnnxTensor constant(OnnxNode node) {
        if (node.hasAttribute("value")) {
            return node.tensor("value");
        }
        if (node.hasAttribute("value_float")) {
            return OnnxTensor.ofFloats(new int[0], node.real("value_float", 0));
        }
        if (node.hasAttribute("value_floats")) {
            float[] values = node.reals("value_floats");
            return OnnxTensor.ofFloats(new int[] {values.length}, values);
        }
        if (node.hasAttribute("value_int")) {
            return OnnxTensor.of(true, new int[0], node.integer("value_int", 0));
        }
        checkArgument(node.hasAttribute("value_ints"), "it has no value of a type that is supported");
        return OnnxTensor.integers(node.integers("value_ints"));
    }

    private static OnnxTensor shape(OnnxNode node) {
        int[] dims = node.shape(0).dims().toArray();
        int start = clamp(node.integer("start", 0), dims.length);
        int end = node.hasAttribute("end") ? clamp(node.integer("end", 0), dims.length) : dims.length;
        return OnnxTensor.integers(Arrays.copyOfRange(dims, Math.min(start, end), end));
    }

    private static int clamp(int at, int rank) {
        return Math.max(0, Math.min(rank, at < 0 ? at + rank : at));
    }

    private static OnnxTensor cast(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        node.ignore("saturate", "round_mode");
        int type = node.integer("to", 1);
        return switch (type) {
            case 1, 10, 11, 16 -> x.integral() ? OnnxTensor.ofFloats(x.dims(), x.values()) : x;
            case 9 ->
                OnnxTensor.of(
                        true,
                        x.dims(),
                        Arrays.stream(x.asDoubles()).map(v -> v == 0 ? 0 : 1).toArray());
            case 2, 3, 4, 5, 6, 7, 12, 13 ->
                OnnxTensor.of(
                        true,
                        x.dims(),
                        Arrays.stream(x.asDoubles())
                                .map(v -> v < 0 ? Math.ceil(v) : Math.floor(v))
                                .toArray());
            default -> throw new IllegalArgumentException("to = " + TensorReader.typeName(type) + " is not supported");
        };
    }

    private static OnnxTensor binary(OnnxNode node) {
        DoubleBinaryOperator function = BINARY.get(node.operator());
        OnnxTensor result = node.constant(0);
        for (int i = 1; i < node.inputCount(); i++) {
            OnnxTensor other = node.constant(i);
            boolean integral = result.integral() && other.integral();
            boolean truncates = integral && node.operator().equals("Div");
            boolean truth = TRUTHS.contains(node.operator());
            if (node.operator().equals("Mod")) {
                node.require("fmod", 0);
            }
            DoubleBinaryOperator f = truncates ? Folding::quotient : function;
            checkArgument(
                    !truncates || Arrays.stream(other.asDoubles()).allMatch(v -> v != 0),
                    "a whole number is divided by zero");
            int[] dims = ConstantArrays.broadcast(result.dims(), other.dims());
            OnnxTensor a = result;
            result = OnnxTensor.of(
                    truth || integral,
                    dims,
                    ConstantArrays.each(
                            dims,
                            place -> f.applyAsDouble(
                                    a.value(ConstantArrays.index(a.dims(), place)),
                                    other.value(ConstantArrays.index(other.dims(), place)))));
        }
        return result;
    }

    /** Whole numbers are divided towards zero. */
    private static double quotient(double a, double b) {
        double exact = a / b;
        return exact < 0 ? Math.ceil(exact) : Math.floor(exact);
    }

    private static OnnxTensor range(OnnxNode node) {
        double start = node.constant(0).scalar();
        double limit = node.constant(1).scalar();
        double delta = node.constant(2).scalar();
        double count = Math.max(0, Math.ceil((limit - start) / delta));
        checkArgument(count < 1 << 24, "a range of %s numbers is too long", count);
        double[] values = IntStream.range(0, (int) count)
                .mapToDouble(i -> start + i * delta)
                .toArray();
        return OnnxTensor.of(node.constant(0).integral(), new int[] {values.length}, values);
    }

    private static OnnxTensor filled(OnnxNode node) {
        int[] dims = node.constant(0).integers();
        OnnxTensor value = node.hasAttribute("value") ? node.tensor("value") : OnnxTensor.ofFloats(new int[] {1}, 0);
        double[] values = new double[TensorShape.of(dims).size()];
        Arrays.fill(values, value.scalar());
        return OnnxTensor.of(value.integral(), dims, values);
    }

    /** (x - zero point) scale, for all values or for those of each place along an axis. */
    private static OnnxTensor dequantized(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        OnnxTensor scale = node.constant(1);
        node.ignore("output_dtype");
        node.require("block_size", 0);
        int axis = scale.size() == 1 ? 0 : TensorShape.axis(node.integer("axis", 1), x.dims().length);
        node.ignore("axis");
        OnnxTensor zero = node.has(2) ? node.constant(2) : OnnxTensor.integers(new int[scale.size()]);
        checkArgument(
                scale.size() == 1 || scale.size() == x.dims()[axis],
                "%s scales are given for an axis of %s",
                scale.size(),
                x.dims().length > axis ? x.dims()[axis] : 1);
        double[] values = ConstantArrays.each(x.dims(), place -> {
            int s = scale.size() == 1 ? 0 : place[axis];
            return (x.value(ConstantArrays.index(x.dims(), place)) - zero.value(s)) * scale.value(s);
        });
        return OnnxTensor.ofFloats(
                x.dims(), OnnxTensor.of(false, x.dims(), values).values());
    }

    private static OnnxTensor reduction(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        List<Integer> axes = List.copyOf(ReductionOperators.axes(node, x.dims().length));
        int[] dims = x.dims().clone();
        axes.forEach(axis -> dims[axis] = 1);
        double[] results = new double[TensorShape.of(dims).size()];
        String operator = node.operator();
        Arrays.fill(
                results,
                switch (operator) {
                    case "ReduceProd" -> 1;
                    case "ReduceMax" -> Double.NEGATIVE_INFINITY;
                    case "ReduceMin" -> Double.POSITIVE_INFINITY;
                    default -> 0;
                });
        ConstantArrays.each(x.dims(), place -> {
            double value = x.value(ConstantArrays.index(x.dims(), place));
            int to = ConstantArrays.index(dims, place);
            results[to] = switch (operator) {
                case "ReduceProd" -> results[to] * value;
                case "ReduceMax" -> Math.max(results[to], value);
                case "ReduceMin" -> Math.min(results[to], value);
                default -> results[to] + value;
            };
            return 0;
        });
        boolean keep = node.integer("keepdims", 1) == 1;
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < dims.length; i++) {
            left.addAll(keep || !axes.contains(i) ? List.of(dims[i]) : Collections.emptyList());
        }
        return OnnxTensor.of(
                x.integral(), left.stream().mapToInt(Integer::intValue).toArray(), results);
    }
}
