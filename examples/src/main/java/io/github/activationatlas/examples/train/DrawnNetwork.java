package io.github.activationatlas.examples.train;

import io.github.activationatlas.examples.drawn.DrawnImages;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A small network in the manner of InceptionV1 (Szegedy et al. 2015), channels last: two convolutions, two pairs of mixed layers with a
 * pooling between them, the mean over the image, and one dense layer. Every layer's result is named after the layer.
 */
final class DrawnNetwork {
    private final SameDiff graph = SameDiff.create();
    private final @Nullable Map<String, INDArray> trained;
    private final Random random;

    /** Builds the graph: with fresh variables to be trained, or with trained weights as constants. */
    DrawnNetwork(long seed, @Nullable Map<String, INDArray> trained) {
        this.random = new Random(seed);
        this.trained = trained;
        SDVariable image = graph.placeHolder("image", DataType.FLOAT, -1, DrawnImages.SIZE, DrawnImages.SIZE, 3);
        SDVariable x = convolution("conv0", image, 3, 24, 5, 2);
        x = pooling("pool0", x, 2);
        x = convolution("conv1", x, 24, 48, 3, 1);
        x = mixed("mixed3a", x, 48, 24, 24, 40, 8, 16, 16);
        x = mixed("mixed3b", x, 96, 32, 32, 64, 12, 24, 24);
        x = pooling("pool3", x, 2);
        x = mixed("mixed4a", x, 144, 48, 48, 80, 12, 24, 24);
        x = mixed("mixed4b", x, 176, 64, 56, 96, 16, 32, 32);
        SDVariable mean = graph.mean("mean", x, 1, 2);
        int classes = DrawnImages.classes().size();
        SDVariable product = graph.mmul("dense", mean, weights("dense/weights", 224, 224, classes));
        graph.math().add("logits", product, weights("dense/bias", 0, classes));
    }

    SameDiff graph() {
        return graph;
    }

    /** The weights after training, by name. */
    static Map<String, INDArray> weights(SameDiff trained) {
        Map<String, INDArray> weights = new HashMap<>();
        trained.variables().stream()
                .filter(v -> v.name().endsWith("/weights") || v.name().endsWith("/bias"))
                .forEach(v -> weights.put(v.name(), v.getArr().dup()));
        return weights;
    }

    /** He initialisation (He et al. 2015); biases are zero. */
    private SDVariable weights(String name, int fanIn, long... shape) {
        if (trained != null) {
            return graph.constant(name, trained.get(name));
        }
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length && fanIn > 0; i++) {
            values[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
        }
        return graph.var(name, Nd4j.createFromArray(values).reshape('c', shape));
    }

    private SDVariable convolution(String name, SDVariable x, int inputs, int outputs, int kernel, int stride) {
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .paddingMode(PaddingMode.SAME)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
        SDVariable w = weights(name + "/weights", kernel * kernel * inputs, kernel, kernel, inputs, outputs);
        SDVariable before = graph.cnn().conv2d(name + "/pre", x, w, weights(name + "/bias", 0, outputs), config);
        return graph.nn().relu(name, before, 0);
    }

    private SDVariable pooling(String name, SDVariable x, int stride) {
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(stride)
                .sW(stride)
                .paddingMode(PaddingMode.SAME)
                .isNHWC(true)
                .build();
        return graph.cnn().maxPooling2d(name, x, config);
    }

    /** Four towers side by side: 1x1; 1x1 then 3x3; 1x1 then 5x5; pooling then 1x1. */
    private SDVariable mixed(String name, SDVariable x, int inputs, int a, int b1, int b, int c1, int c, int d) {
        SDVariable one = convolution(name + "/1x1", x, inputs, a, 1, 1);
        SDVariable three =
                convolution(name + "/3x3", convolution(name + "/3x3_reduce", x, inputs, b1, 1, 1), b1, b, 3, 1);
        SDVariable five =
                convolution(name + "/5x5", convolution(name + "/5x5_reduce", x, inputs, c1, 1, 1), c1, c, 5, 1);
        SDVariable pooled = convolution(name + "/pool_project", pooling(name + "/pool", x, 1), inputs, d, 1, 1);
        return graph.concat(name, 3, one, three, five, pooled);
    }
}
