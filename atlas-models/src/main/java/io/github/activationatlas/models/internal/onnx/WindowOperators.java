package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Constant;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.tensor.GroupedConvolution;
import io.github.activationatlas.models.internal.tensor.TransposedConvolution;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Convolution and pooling over images, and over sequences, which are images of one row. */
final class WindowOperators {
    private WindowOperators() {}

    static Result map(OnnxNode node, GraphBuilder graph) {
        int rank = node.shape(0).rank();
        checkArgument(
                rank == 3 || rank == 4,
                "only one- and two-dimensional images are supported, not a tensor of the shape %s",
                node.shape(0));
        Result in = node.result(0);
        if (rank == 3) {
            in = graph.reshaped(
                    in, in.shape().dim(0), in.shape().dim(1), 1, in.shape().dim(2));
        }
        Result image = graph.image(in);
        WindowAttributes attributes = WindowAttributes.of(node, rank - 2);
        Result result = switch (node.operator()) {
            case "Conv" -> convolution(node, graph, image, attributes);
            case "ConvTranspose" -> transposed(node, graph, image, attributes);
            case "MaxPool" -> PoolOperators.maximum(node, graph, image, attributes);
            case "AveragePool" -> PoolOperators.average(node, graph, image, attributes);
            default -> PoolOperators.lp(node, graph, image, attributes);
        };
        return rank == 4
                ? result
                : graph.reshaped(
                        result, 1, result.shape().dim(1), result.shape().dim(3));
    }

    private static float @Nullable [] bias(OnnxNode node, GraphBuilder graph, int outputs) {
        if (!node.has(2)) {
            return null;
        }
        Constant bias = node.constantValue(2);
        checkArgument(
                bias.shape().size() == outputs,
                "a bias of %s values for %s channels",
                bias.shape().size(),
                outputs);
        return graph.weights("values", bias, bias.tensor()::values);
    }

    private static Result convolution(OnnxNode node, GraphBuilder graph, Result in, WindowAttributes attributes) {
        Constant weights = node.constantValue(1);
        weights.tensor().requireNumbers(weights.name(), true);
        int[] w = attributes.square(weights.tensor().dims());
        int groups = node.integer("group", 1);
        int channels = in.shape().dim(1);
        checkArgument(
                groups >= 1 && channels == (long) w[1] * groups && w[0] % groups == 0,
                "weights %s in %s groups do not fit an image of %s channels",
                Arrays.toString(weights.tensor().dims()),
                groups,
                channels);
        Window window = attributes.window(w[2], w[3], GraphBuilder.imageShape(in));
        float[] bias = bias(node, graph, w[0]);
        boolean fast = groups == 1 && window.rows().stride() == window.columns().stride();
        float[] values = graph.weights(
                "convolution"
                        + (fast
                                ? " " + window.rows().dilation() + " "
                                        + window.columns().dilation()
                                : ""),
                weights,
                () -> {
                    float[] plain = channelsLast(weights.tensor().values(), w);
                    return fast
                            ? Convolution.dilated(window, w[1], w[0], plain, null)
                                    .weights()
                            : plain;
                });
        if (fast) {
            return graph.add(
                    new Convolution(
                            new Window(window.rows().spread(), window.columns().spread()), w[1], w[0], values, bias),
                    in);
        }
        return graph.add(
                new GroupedConvolution(
                        new GroupedConvolution.Weights(channels, w[0], groups, values, bias),
                        window,
                        GraphBuilder.imageShape(in)),
                in);
    }

    /** [outputs, inputs, rows, columns] as [rows, columns, inputs, outputs]. */
    private static float[] channelsLast(float[] weights, int[] dims) {
        float[] turned = new float[weights.length];
        int taps = dims[2] * dims[3];
        for (int o = 0; o < dims[0]; o++) {
            for (int i = 0; i < dims[1]; i++) {
                for (int t = 0; t < taps; t++) {
                    turned[(t * dims[1] + i) * dims[0] + o] = weights[(o * dims[1] + i) * taps + t];
                }
            }
        }
        return turned;
    }

    private static Result transposed(OnnxNode node, GraphBuilder graph, Result in, WindowAttributes attributes) {
        Constant weights = node.constantValue(1);
        weights.tensor().requireNumbers(weights.name(), true);
        int[] w = attributes.square(weights.tensor().dims());
        int groups = node.integer("group", 1);
        Shape image = GraphBuilder.imageShape(in);
        checkArgument(
                groups >= 1 && image.channels() == w[0] && w[0] % groups == 0,
                "weights %s in %s groups do not fit an image of %s channels",
                Arrays.toString(weights.tensor().dims()),
                groups,
                image.channels());
        int outputs = Math.multiplyExact(w[1], groups);
        WindowAxis[] axes = attributes.transposed(node, w[2], w[3], image);
        int height = attributes.transposedSize(node, 0, axes[0], image.height());
        int width = attributes.transposedSize(node, 1, axes[1], image.width());
        Window window = new Window(over(axes[0], height, image.height()), over(axes[1], width, image.width()));
        float[] values = graph.weights("transposed convolution", weights, () -> {
            // As a convolution from the result to the input: [rows, columns, results in a group, inputs].
            return channelsLast(weights.tensor().values(), w);
        });
        GroupedConvolution back = new GroupedConvolution(
                new GroupedConvolution.Weights(outputs, w[0], groups, values, null),
                window,
                new Shape(height, width, outputs));
        return graph.add(new TransposedConvolution(back, bias(node, graph, outputs)), in);
    }

    /** The windows of the convolution back, of which there are as many as the input has places. */
    private static WindowAxis over(WindowAxis a, int size, int count) {
        int after = (count - 1) * a.stride() + a.extent() - size - a.before();
        return new WindowAxis(a.kernel(), a.stride(), a.dilation(), a.before(), after, false);
    }
}
