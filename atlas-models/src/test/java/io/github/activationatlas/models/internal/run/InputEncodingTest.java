package io.github.activationatlas.models.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/** Networks of which the first convolution takes pixels give what the session gives for values as the preprocessing says. */
class InputEncodingTest {
    private static final int SIZE = 9;

    private static float[] noise(int length, Random random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.3f;
        }
        return values;
    }

    private static GraphModel model(
            Random random, int kernel, int padding, int stride, boolean biased, Preprocessing preprocessing) {
        SameDiff graph = SameDiff.create();
        SDVariable image = graph.placeHolder("image", DataType.FLOAT, -1, SIZE, SIZE, 3);
        SDVariable weights = graph.constant(
                "weights",
                Nd4j.createFromArray(noise(kernel * kernel * 3 * 4, random)).reshape('c', kernel, kernel, 3, 4));
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(kernel)
                .kW(kernel)
                .sH(stride)
                .sW(stride)
                .pH(padding)
                .pW(padding)
                .paddingMode(PaddingMode.VALID)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
        SDVariable h = biased
                ? graph.cnn()
                        .conv2d(image, weights, graph.constant("bias", Nd4j.createFromArray(noise(4, random))), config)
                : graph.cnn().conv2d(image, weights, config);
        graph.nn().tanh("layer", h);
        graph.getVariable("layer").mean("mean", 1, 2);
        return GraphModel.of(graph, GraphSource.memory(graph), preprocessing, null, "", null);
    }

    @Property(tries = 40)
    void planAndSessionAgree(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int kernel,
            @ForAll @IntRange(max = 1) int padding,
            @ForAll @IntRange(min = 1, max = 2) int stride,
            @ForAll boolean biased,
            @ForAll boolean reversed,
            @ForAll @DoubleRange(min = 0.5, max = 3) double range,
            @ForAll @DoubleRange(min = -1, max = 1) double mean) {
        Preprocessing preprocessing = Preprocessing.builder()
                .size(SIZE)
                .layout(Preprocessing.Layout.CHANNELS_LAST)
                .channelOrder(reversed ? Preprocessing.ChannelOrder.BGR : Preprocessing.ChannelOrder.RGB)
                .valueRange(range)
                .mean(mean, 0.2, -0.3)
                .std(1, 0.7, range)
                .build();
        Random random = new Random(seed);
        GraphModel model = model(random, kernel, padding, stride, biased, preprocessing);
        assertThat(model.ofPixels() == null).isEqualTo(padding > 0);
        float[] pictures = noise(2 * SIZE * SIZE * 3, random);
        try (NetworkRunner plan = model.runner(2, SIZE, "layer");
                NetworkRunner session = new SessionRunner(model, new RunnerSize(2, SIZE), Set.of("layer"))) {
            plan.forward(pictures, 2, SIZE, SIZE);
            session.forward(pictures, 2, SIZE, SIZE);
            int length = 2 * session.shape("layer").size();
            float[] byPlan = new float[length];
            float[] bySession = new float[length];
            plan.read("layer", byPlan);
            session.read("layer", bySession);
            assertThat(byPlan).containsExactly(bySession, within(1e-4f));
            float[] cotangent = noise(length, random);
            float[] gradient = new float[pictures.length];
            float[] slow = new float[pictures.length];
            plan.imageGradient("layer", cotangent, gradient);
            session.imageGradient("layer", cotangent, slow);
            assertThat(gradient).containsExactly(slow, within(1e-4f));
        }
    }
}
