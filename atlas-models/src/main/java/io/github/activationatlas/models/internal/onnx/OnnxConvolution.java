package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ONNX's convolution, whose weights lie [outputs, inputs / group, rows, columns]: plain, depthwise or in groups. */
final class OnnxConvolution {
    private OnnxConvolution() {}

    static SDVariable map(OnnxNode node) {
        OnnxValues.Tensor tensor = node.tensor(1);
        checkArgument(tensor.shape().length == 4, "only two-dimensional images are supported");
        int[] kernel = {(int) tensor.shape()[2], (int) tensor.shape()[3]};
        OnnxWindow window = OnnxWindow.of(node, kernel);
        SDVariable in = window.padded(node, 0);
        int groups = node.integer("group", 1);
        // The gradient of SameDiff's convolution takes weights for [rows, columns, inputs, outputs], whatever their
        // format is said to be.
        INDArray weights = Nd4j.createFromArray(tensor.values())
                .reshape('c', tensor.shape())
                .permute(2, 3, 1, 0)
                .dup('c');
        if (groups == 1) {
            SDVariable w = node.graph().constant(node.output() + "/weights", weights);
            return node.has(2)
                    ? node.graph().cnn().conv2d(node.output(), in, w, node.input(2), config(window))
                    : node.graph().cnn().conv2d(node.output(), in, w, config(window));
        }
        return tensor.shape()[1] == 1
                ? depthwise(node, in, weights, groups, window)
                : grouped(node, in, weights, groups, window);
    }

    private static SDVariable depthwise(
            OnnxNode node, SDVariable in, INDArray weights, int channels, OnnxWindow window) {
        long multiplier = weights.size(3) / channels;
        INDArray perChannel = weights.reshape('c', weights.size(0), weights.size(1), channels, multiplier);
        SDVariable w = node.graph().constant(node.output() + "/weights", perChannel);
        return node.has(2)
                ? node.graph().cnn().depthWiseConv2d(node.output(), in, w, node.input(2), config(window))
                : node.graph().cnn().depthWiseConv2d(node.output(), in, w, config(window));
    }

    private static SDVariable grouped(OnnxNode node, SDVariable in, INDArray weights, int groups, OnnxWindow window) {
        SameDiff graph = node.graph();
        SDVariable[] parts = graph.split(in, groups, 1);
        SDVariable[] results = new SDVariable[groups];
        long outputs = weights.size(3) / groups;
        for (int g = 0; g < groups; g++) {
            INDArray part = weights.get(
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(g * outputs, (g + 1) * outputs))
                    .dup('c');
            SDVariable w = graph.constant(node.output() + "/weights" + g, part);
            results[g] = graph.cnn().conv2d(parts[g], w, config(window));
        }
        if (!node.has(2)) {
            return graph.concat(node.output(), 1, results);
        }
        return graph.nn().biasAdd(node.output(), graph.concat(1, results), node.input(2), true);
    }

    private static Conv2DConfig config(OnnxWindow w) {
        return Conv2DConfig.builder()
                .kH(w.kernel()[0])
                .kW(w.kernel()[1])
                .sH(w.strides()[0])
                .sW(w.strides()[1])
                .dH(w.dilations()[0])
                .dW(w.dilations()[1])
                .pH(w.padRows())
                .pW(w.padColumns())
                .paddingMode(w.same() ? PaddingMode.SAME : PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.YXIO)
                .build();
    }
}
