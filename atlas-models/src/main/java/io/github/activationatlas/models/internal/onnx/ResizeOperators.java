package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.tensor.AxisMap;
import java.util.stream.IntStream;

/** ONNX's Resize and Upsample: a map along each axis that changes. */
final class ResizeOperators {
    private ResizeOperators() {}

    /** How places of the result are found in the input. */
    private record Rule(String mode, String coordinates, String rounding, double cubic, boolean excludesOutside) {}

    static Result map(OnnxNode node, GraphBuilder graph) {
        Result in = node.result(0);
        int rank = in.shape().rank();
        boolean upsample = node.operator().equals("Upsample");
        node.require("mode", "nearest", "linear", "bilinear", "cubic");
        node.require("antialias", 0);
        node.require("keep_aspect_ratio_policy", "stretch");
        node.ignore("extrapolation_value");
        String usual = upsample || node.opset() < 11 ? "asymmetric" : "half_pixel";
        node.require(
                "coordinate_transformation_mode",
                usual,
                "half_pixel",
                "pytorch_half_pixel",
                "align_corners",
                "asymmetric",
                "half_pixel_symmetric");
        String rounds = upsample || node.opset() < 11 ? "floor" : "round_prefer_floor";
        node.require("nearest_mode", rounds, "round_prefer_floor", "round_prefer_ceil", "floor", "ceil");
        Rule rule = new Rule(
                node.text("mode", "nearest"),
                node.text("coordinate_transformation_mode", usual),
                node.text("nearest_mode", rounds),
                node.real("cubic_coeff_a", -0.75f),
                node.integer("exclude_outside", 0) == 1);
        int scalesAt = upsample || node.opset() < 11 ? 1 : 2;
        if (!upsample && node.opset() >= 11 && node.has(1)) {
            // The region of interest is for a mode that is refused.
            node.value(1);
        }
        int[] axes = node.integers("axes", IntStream.range(0, rank).toArray());
        double[] scales = node.has(scalesAt) && node.constant(scalesAt).size() > 0
                ? node.constant(scalesAt).asDoubles()
                : doubles(node.reals("scales"));
        int[] sizes = node.has(3) ? node.constant(3).integers() : new int[0];
        checkArgument(
                scales.length == axes.length || sizes.length == axes.length,
                "%s scales or sizes are expected, not %s",
                axes.length,
                Math.max(scales.length, sizes.length));
        Result result = in;
        for (int i = 0; i < axes.length; i++) {
            int axis = in.shape().axis(axes[i]);
            int n = in.shape().dim(axis);
            boolean bySize = sizes.length > 0;
            double scale = bySize ? (double) sizes[i] / n : scales[i];
            int m = bySize ? sizes[i] : (int) Math.floor(n * scale);
            checkArgument(m >= 1 && m < 1 << 20, "an axis of %s is resized to %s", n, m);
            if (m != n || scale != 1) {
                result = graph.helper(along(result, axis, n, m, scale, rule), result);
            }
        }
        return result;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static AxisMap along(Result in, int axis, int n, int m, double scale, Rule rule) {
        int[][] places = new int[m][];
        float[][] weights = new float[m][];
        for (int o = 0; o < m; o++) {
            double x = coordinate(rule.coordinates(), o, n, m, scale);
            switch (rule.mode()) {
                case "nearest" -> {
                    places[o] = new int[] {clamp((int) nearest(rule.rounding(), x), n)};
                    weights[o] = new float[] {1};
                }
                case "cubic" -> cubic(rule, x, n, o, places, weights);
                default -> {
                    double inside = Math.max(0, Math.min(n - 1, x));
                    int left = (int) Math.floor(inside);
                    places[o] = new int[] {left, clamp(left + 1, n)};
                    weights[o] = new float[] {(float) (left + 1 - inside), (float) (inside - left)};
                }
            }
        }
        return new AxisMap(in.shape(), axis, places, weights);
    }

    private static double coordinate(String rule, int o, int n, int m, double scale) {
        return switch (rule) {
            case "half_pixel" -> (o + .5) / scale - .5;
            case "pytorch_half_pixel" -> scale * n > 1 ? (o + .5) / scale - .5 : 0;
            case "align_corners" -> scale * n > 1 && m > 1 ? o * (n - 1) / (scale * n - 1) : 0;
            case "half_pixel_symmetric" -> {
                double adjustment = m / (scale * n);
                yield n / 2.0 * (1 - adjustment) + (o + .5) / scale - .5;
            }
            default -> o / scale;
        };
    }

    private static double nearest(String rule, double x) {
        return switch (rule) {
            case "round_prefer_floor" -> Math.ceil(x - .5);
            case "round_prefer_ceil" -> Math.floor(x + .5);
            case "ceil" -> Math.ceil(x);
            default -> Math.floor(x);
        };
    }

    private static int clamp(int at, int n) {
        return Math.max(0, Math.min(n - 1, at));
    }

    /** Keys' cubic convolution of four places. */
    private static void cubic(Rule rule, double x, int n, int o, int[][] places, float[][] weights) {
        int left = (int) Math.floor(x) - 1;
        places[o] = new int[4];
        weights[o] = new float[4];
        double sum = 0;
        double[] w = new double[4];
        for (int t = 0; t < 4; t++) {
            boolean outside = left + t < 0 || left + t >= n;
            w[t] = outside && rule.excludesOutside() ? 0 : kernel(Math.abs(x - left - t), rule.cubic());
            sum += w[t];
            places[o][t] = clamp(left + t, n);
        }
        for (int t = 0; t < 4; t++) {
            weights[o][t] = (float) (rule.excludesOutside() ? w[t] / sum : w[t]);
        }
    }

    private static double kernel(double d, double a) {
        return d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : d < 2 ? ((a * d - 5 * a) * d + 8 * a) * d - 4 * a : 0;
    }
}
