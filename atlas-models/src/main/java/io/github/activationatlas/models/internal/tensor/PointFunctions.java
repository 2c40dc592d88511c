package io.github.activationatlas.models.internal.tensor;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The functions of ONNX's elementwise operators (https://onnx.ai/onnx/operators) that are not in {@code ElementwiseFunction}. */
public final class PointFunctions {
    private static final double ROOT_OF_HALF = Math.sqrt(.5);
    private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

    private PointFunctions() {}

    private record Pair(DoubleUnaryOperator function, DoubleBinaryOperator derivative) implements PointFunction {
        @Override
        public double value(double x) {
            return function.applyAsDouble(x);
        }

        @Override
        public double slope(double x, double y) {
            return derivative.applyAsDouble(x, y);
        }
    }

    public static PointFunction of(DoubleUnaryOperator function, DoubleBinaryOperator slope) {
        return new Pair(function, slope);
    }

    /** 0 below, 1 above, alpha x + beta between. */
    public static PointFunction hardSigmoid(double alpha, double beta) {
        return of(
                x -> Math.max(0, Math.min(1, alpha * x + beta)),
                (x, y) -> alpha * x + beta > 0 && alpha * x + beta < 1 ? alpha : 0);
    }

    /** x times the hard sigmoid of 1/6 and 1/2. */
    public static PointFunction hardSwish() {
        return of(x -> x * Math.max(0, Math.min(1, x / 6 + .5)), (x, y) -> x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + .5);
    }

    public static PointFunction elu(double alpha) {
        return of(x -> x < 0 ? alpha * Math.expm1(x) : x, (x, y) -> x < 0 ? alpha * Math.exp(x) : 1);
    }

    public static PointFunction celu(double alpha) {
        return of(x -> x < 0 ? alpha * Math.expm1(x / alpha) : x, (x, y) -> x < 0 ? Math.exp(x / alpha) : 1);
    }

    public static PointFunction selu(double alpha, double gamma) {
        return of(
                x -> gamma * (x > 0 ? x : alpha * Math.expm1(x)), (x, y) -> gamma * (x > 0 ? 1 : alpha * Math.exp(x)));
    }

    public static PointFunction softplus() {
        return of(PointFunctions::softplus, (x, y) -> logistic(x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    public static PointFunction softsign() {
        return of(x -> x / (1 + Math.abs(x)), (x, y) -> 1 / ((1 + Math.abs(x)) * (1 + Math.abs(x))));
    }

    public static PointFunction mish() {
        return of(x -> x * Math.tanh(softplus(x)), (x, y) -> {
            double t = Math.tanh(softplus(x));
            return t + x * (1 - t * t) * logistic(x);
        });
    }

    /** x times the logistic of alpha x. */
    public static PointFunction swish(double alpha) {
        return of(x -> x * logistic(alpha * x), (x, y) -> {
            double s = logistic(alpha * x);
            return s + alpha * x * s * (1 - s);
        });
    }

    public static PointFunction erf() {
        return of(Erf::of, (x, y) -> 2 * DENSITY * Math.sqrt(2) * Math.exp(-x * x));
    }

    /** x times the normal distribution function. */
    public static PointFunction gelu() {
        return of(
                x -> x * .5 * (1 + Erf.of(x * ROOT_OF_HALF)),
                (x, y) -> .5 * (1 + Erf.of(x * ROOT_OF_HALF)) + x * DENSITY * Math.exp(-x * x / 2));
    }

    /** The approximation of {@link #gelu} by a hyperbolic tangent. */
    public static PointFunction geluByTanh() {
        double scale = Math.sqrt(2 / Math.PI);
        return of(x -> .5 * x * (1 + Math.tanh(scale * (x + .044715 * x * x * x))), (x, y) -> {
            double t = Math.tanh(scale * (x + .044715 * x * x * x));
            return .5 * (1 + t) + .5 * x * (1 - t * t) * scale * (1 + 3 * .044715 * x * x);
        });
    }

    /** x where it is larger than alpha, otherwise 0. */
    public static PointFunction thresholded(double alpha) {
        return of(x -> x > alpha ? x : 0, (x, y) -> x > alpha ? 1 : 0);
    }

    /** Towards 0 by a bias, 0 nearer than lambda. */
    public static PointFunction shrink(double lambda, double bias) {
        return of(x -> x < -lambda ? x + bias : x > lambda ? x - bias : 0, (x, y) -> Math.abs(x) > lambda ? 1 : 0);
    }

    /** A step: its slope is 0 wherever it has one. */
    public static PointFunction step(DoubleUnaryOperator function) {
        return of(function, (x, y) -> 0);
    }
}
