package io.github.activationatlas.models.internal.onnx;

import com.google.common.collect.ImmutableMap;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.tensor.PointFunction;
import io.github.activationatlas.models.internal.tensor.PointFunctions;
import io.github.activationatlas.models.internal.tensor.PointOperator;
import org.jspecify.annotations.Nullable;

/** Functions of one value. */
final class PointOperators {
    private PointOperators() {}

    static final ImmutableMap<String, PointFunction> SIMPLE = ImmutableMap.<String, PointFunction>builder()
            .put("Abs", PointFunctions.of(Math::abs, (x, y) -> Math.signum(x)))
            .put("Neg", PointFunctions.of(x -> -x, (x, y) -> -1))
            .put("Exp", PointFunctions.of(Math::exp, (x, y) -> y))
            .put("Log", PointFunctions.of(Math::log, (x, y) -> 1 / x))
            .put("Sqrt", PointFunctions.of(Math::sqrt, (x, y) -> .5 / y))
            .put("Reciprocal", PointFunctions.of(x -> 1 / x, (x, y) -> -y * y))
            .put("Floor", PointFunctions.step(Math::floor))
            .put("Ceil", PointFunctions.step(Math::ceil))
            .put("Round", PointFunctions.step(Math::rint))
            .put("Sign", PointFunctions.step(Math::signum))
            .put("Sin", PointFunctions.of(Math::sin, (x, y) -> Math.cos(x)))
            .put("Cos", PointFunctions.of(Math::cos, (x, y) -> -Math.sin(x)))
            .put("Tan", PointFunctions.of(Math::tan, (x, y) -> 1 + y * y))
            .put("Asin", PointFunctions.of(Math::asin, (x, y) -> 1 / Math.sqrt(1 - x * x)))
            .put("Acos", PointFunctions.of(Math::acos, (x, y) -> -1 / Math.sqrt(1 - x * x)))
            .put("Atan", PointFunctions.of(Math::atan, (x, y) -> 1 / (1 + x * x)))
            .put("Sinh", PointFunctions.of(Math::sinh, (x, y) -> Math.cosh(x)))
            .put("Cosh", PointFunctions.of(Math::cosh, (x, y) -> Math.sinh(x)))
            .put(
                    "Asinh",
                    PointFunctions.of(
                            x -> Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1)),
                            (x, y) -> 1 / Math.sqrt(x * x + 1)))
            .put(
                    "Acosh",
                    PointFunctions.of(x -> Math.log(x + Math.sqrt(x * x - 1)), (x, y) -> 1 / Math.sqrt(x * x - 1)))
            .put("Atanh", PointFunctions.of(x -> .5 * Math.log((1 + x) / (1 - x)), (x, y) -> 1 / (1 - x * x)))
            .put("Erf", PointFunctions.erf())
            .put("HardSwish", PointFunctions.hardSwish())
            .put("Mish", PointFunctions.mish())
            .put("Softplus", PointFunctions.softplus())
            .put("Softsign", PointFunctions.softsign())
            .buildOrThrow();

    /** A function of one value. */
    static Result unary(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        ElementwiseFunction fast = fast(node);
        return fast != null && in.shape().image() != null
                ? graph.add(new ElementwiseOp(fast), in)
                : graph.add(new PointOperator(function(node), in.shape()), in);
    }

    /** ND4J's own routine, which is for images. */
    private static @Nullable ElementwiseFunction fast(OnnxNode node) {
        return switch (node.operator()) {
            case "Relu" -> new ElementwiseFunction.Relu();
            case "LeakyRelu" -> new ElementwiseFunction.LeakyRelu(node.real("alpha", 0.01f));
            case "Sigmoid" -> new ElementwiseFunction.Logistic();
            case "Tanh" -> new ElementwiseFunction.HyperbolicTangent();
            case "Clip" -> {
                double[] bounds = bounds(node);
                yield Double.isInfinite(bounds[0]) || Double.isInfinite(bounds[1]) || bounds[0] >= bounds[1]
                        ? null
                        : new ElementwiseFunction.Clip(bounds[0], bounds[1]);
            }
            default -> null;
        };
    }

    private static double[] bounds(OnnxNode node) {
        double min = node.has(1)
                ? node.constant(1).scalar()
                : node.hasAttribute("min") ? node.real("min", 0) : Double.NEGATIVE_INFINITY;
        double max = node.has(2)
                ? node.constant(2).scalar()
                : node.hasAttribute("max") ? node.real("max", 0) : Double.POSITIVE_INFINITY;
        // What stands for no bound.
        return new double[] {
            min <= -Float.MAX_VALUE ? Double.NEGATIVE_INFINITY : min,
            max >= Float.MAX_VALUE ? Double.POSITIVE_INFINITY : max
        };
    }

    private static PointFunction function(OnnxNode node) {
        PointFunction simple = SIMPLE.get(node.operator());
        if (simple != null) {
            return simple;
        }
        return switch (node.operator()) {
            case "Relu" -> PointFunctions.thresholded(0);
            case "ThresholdedRelu" -> PointFunctions.thresholded(node.real("alpha", 1));
            case "LeakyRelu" -> {
                double share = node.real("alpha", 0.01f);
                yield PointFunctions.of(x -> x < 0 ? share * x : x, (x, y) -> x < 0 ? share : 1);
            }
            case "Sigmoid" -> PointFunctions.of(x -> 1 / (1 + Math.exp(-x)), (x, y) -> y * (1 - y));
            case "Tanh" -> PointFunctions.of(Math::tanh, (x, y) -> 1 - y * y);
            case "Elu" -> PointFunctions.elu(node.real("alpha", 1));
            case "Celu" -> PointFunctions.celu(node.real("alpha", 1));
            case "Selu" -> PointFunctions.selu(node.real("alpha", 1.6732632f), node.real("gamma", 1.050701f));
            case "HardSigmoid" -> PointFunctions.hardSigmoid(node.real("alpha", 0.2f), node.real("beta", 0.5f));
            case "Swish" -> PointFunctions.swish(node.real("alpha", 1));
            case "Shrink" -> PointFunctions.shrink(node.real("lambd", 0.5f), node.real("bias", 0));
            case "Gelu" -> {
                node.require("approximate", "none", "tanh");
                yield node.text("approximate", "none").equals("tanh")
                        ? PointFunctions.geluByTanh()
                        : PointFunctions.gelu();
            }
            case "Clip" -> {
                double[] bounds = bounds(node);
                yield PointFunctions.of(
                        x -> Math.min(bounds[1], Math.max(bounds[0], x)),
                        (x, y) -> x > bounds[0] && x < bounds[1] ? 1 : 0);
            }
            default -> throw new IllegalArgumentException("not supported");
        };
    }
}
