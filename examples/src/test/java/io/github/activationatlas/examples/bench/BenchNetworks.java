package io.github.activationatlas.examples.bench;

import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** Networks with random weights, to be timed. */
final class BenchNetworks {
    private final SameDiff graph = SameDiff.create();
    private final Random random = new Random(1);
    private int names;

    private BenchNetworks() {}

    /** InceptionV1 up to mixed4c (Szegedy et al. 2015, with Lucid's channel counts), without its local response normalisations. */
    static VisionModel inception(int size) {
        BenchNetworks net = new BenchNetworks();
        SDVariable x = net.graph.placeHolder("image", DataType.FLOAT, -1, -1, -1, 3);
        x = net.convolution(x, 3, 64, 7, 2);
        x = net.pooling(x, 2);
        x = net.convolution(x, 64, 64, 1, 1);
        x = net.convolution(x, 64, 192, 3, 1);
        x = net.pooling(x, 2);
        x = net.mixed(x, 192, 64, 96, 128, 16, 32, 32);
        x = net.mixed(x, 256, 128, 128, 192, 32, 96, 64);
        x = net.pooling(x, 2);
        x = net.mixed(x, 480, 192, 96, 204, 16, 48, 64);
        x = net.mixed(x, 508, 160, 112, 224, 24, 64, 64);
        x = net.mixed(x, 512, 128, 128, 256, 24, 64, 64);
        net.graph.identity("mixed4c", x);
        Preprocessing preprocessing = Preprocessing.builder()
                .size(size)
                .layout(Preprocessing.Layout.CHANNELS_LAST)
                .build();
        return SameDiffModels.of(net.graph, preprocessing);
    }

    private SDVariable convolution(SDVariable x, int inputs, int outputs, int kernel, int stride) {
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(kernel / 2)
                .pW(kernel / 2)
                .paddingMode(PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
        float[] weights = new float[kernel * kernel * inputs * outputs];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() * Math.sqrt(2.0 / (kernel * kernel * inputs)));
        }
        SDVariable w = graph.constant(
                "w" + names, Nd4j.createFromArray(weights).reshape('c', kernel, kernel, inputs, outputs));
        SDVariable b = graph.constant("b" + names++, Nd4j.zeros(DataType.FLOAT, outputs));
        return graph.nn().relu(graph.cnn().conv2d(x, w, b, config), 0);
    }

    private SDVariable pooling(SDVariable x, int stride) {
        Pooling2DConfig config = Pooling2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(stride)
                .sW(stride)
                .pH(1)
                .pW(1)
                .paddingMode(PaddingMode.VALID)
                .isNHWC(true)
                .build();
        return graph.cnn().maxPooling2d(x, config);
    }

    private SDVariable mixed(SDVariable x, int inputs, int a, int b1, int b, int c1, int c, int d) {
        SDVariable three = convolution(convolution(x, inputs, b1, 1, 1), b1, b, 3, 1);
        SDVariable five = convolution(convolution(x, inputs, c1, 1, 1), c1, c, 5, 1);
        return graph.concat(
                3, convolution(x, inputs, a, 1, 1), three, five, convolution(pooling(x, 1), inputs, d, 1, 1));
    }
}
