package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.activationatlas.models.internal.onnx.OnnxModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Weights and answers that are not numbers are refused with the layer and the operator. */
class NotFiniteTest {
    private static final Preprocessing PREPROCESSING =
            Preprocessing.builder().size(8).build();

    @TempDir
    Path folder;

    private static float[] filled(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }

    private VisionModel open(OnnxModel onnx) throws IOException {
        return VisionModel.from(onnx.write(folder.resolve("net.onnx")))
                .input(PREPROCESSING)
                .open();
    }

    /** Two convolutions, the second of which overflows where the picture is bright. */
    private static OnnxModel overflowing(int groups) {
        return new OnnxModel()
                .tensor("w", filled(3 * 3 / groups, 1e25f), 3, 3 / groups, 1, 1)
                .tensor("v", filled(2 * 3, 1e20f), 2, 3, 1, 1)
                .node("Conv", "first", Map.of("kernel_shape", new int[] {1, 1}, "group", groups), "image", "w")
                .node("Conv", "second", Map.of("kernel_shape", new int[] {1, 1}), "first", "v")
                .node("GlobalAveragePool", "logits", Map.of(), "second");
    }

    @ParameterizedTest
    @CsvSource({"NaN, NaN", "Infinity, Infinity"})
    void weightsThatAreNotFiniteNameTheOperatorAndThePlace(float bad, String shown) throws IOException {
        float[] w = filled(2 * 3 * 4, 1);
        w[5] = bad;
        OnnxModel onnx = new OnnxModel()
                .tensor("w", w, 2, 3, 2, 2)
                .node("Conv", "conv1", Map.of("kernel_shape", new int[] {2, 2}), "image", "w")
                .node("GlobalAveragePool", "mean", Map.of(), "conv1");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> open(onnx))
                .withMessageContaining("conv1")
                .withMessageContainingAll("onv", "of 24 in ", shown);
    }

    @Test
    void batchNormalizationOfANegativeVariance() throws IOException {
        OnnxModel onnx = new OnnxModel()
                .tensor("scale", filled(3, 1), 3)
                .tensor("variance", new float[] {1, -2, 1}, 3)
                .node("BatchNormalization", "bn", Map.of(), "image", "scale", "scale", "scale", "variance");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> open(onnx))
                .withMessageContaining("operator BatchNormalization named 'bn': channel 1 has the variance -2.0");
    }

    @Test
    void anAttributeThatIsNotANumber() throws IOException {
        OnnxModel onnx = new OnnxModel().node("LeakyRelu", "leaky", Map.of("alpha", Float.NaN), "image");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> open(onnx))
                .withMessageEndingWith(
                        "net.onnx cannot be read: operator LeakyRelu named 'leaky': attribute alpha is NaN");
    }

    @Test
    void weightsOfASameDiffGraph() {
        SameDiff graph = SameDiff.create();
        var image = graph.placeHolder("image", DataType.FLOAT, -1, 3, -1, -1);
        var bias = graph.var("bias", Nd4j.createFromArray(new float[] {0, Float.NaN, 1}));
        graph.nn.biasAdd("out", image, bias, true);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> SameDiffModels.of(graph, PREPROCESSING))
                .withMessage(
                        "the graph cannot be read: the operator biasadd of layer 'out' has weights that are not finite: value 1 of 3 in"
                                + " 'bias' is NaN");
    }

    /** With a depthwise convolution in it, through SameDiff's session. */
    @ParameterizedTest
    @CsvSource({"1", "3"})
    void answersThatOverflowNameTheFirstLayerAndItsOperator(int groups) throws IOException {
        VisionModel model = open(overflowing(groups));
        BufferedImage bright = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        bright.setRGB(3, 3, 0xFFFFFF);
        assertThatExceptionOfType(NotFiniteException.class)
                .isThrownBy(() -> model.classify(bright, 2))
                .withMessage("layer 'logits' is not finite for this image: layer 'second' (operator Conv) is the"
                        + " first that gives NaN or infinity");
    }

    @Test
    void thePictureOfABatchIsTold() throws IOException {
        VisionModel model = open(overflowing(1));
        float[] pictures = new float[3 * 8 * 8 * 3];
        Arrays.fill(pictures, 2 * 8 * 8 * 3, pictures.length, 0.5f);
        try (NetworkRunner runner = model.runner(3, 8, "second", model.logits())) {
            runner.forward(pictures, 2, 8, 8);
            runner.read("second", new float[2 * 8 * 8 * 2]);
            runner.forward(pictures, 3, 8, 8);
            assertThatExceptionOfType(NotFiniteException.class)
                    .isThrownBy(() -> runner.read("second", new float[3 * 8 * 8 * 2]))
                    .satisfies(e -> org.assertj.core.api.Assertions.assertThat(e.imageIndex())
                            .isEqualTo(2));
            assertThatExceptionOfType(NotFiniteException.class)
                    .isThrownBy(() -> runner.attribution("second", new int[3], new int[3], new float[3 * 2]))
                    .withMessageContaining("the attribution of layer 'second'");
            assertThatExceptionOfType(NotFiniteException.class)
                    .isThrownBy(
                            () -> runner.imageGradient("second", filled(3 * 8 * 8 * 2, 1), new float[pictures.length]))
                    .withMessageContaining("the gradient of layer 'second'");
        }
    }

    @Test
    void aPictureThatIsNotFiniteItself() throws IOException {
        VisionModel model = open(overflowing(1));
        float[] picture = new float[8 * 8 * 3];
        picture[7] = Float.NaN;
        try (NetworkRunner runner = model.runner(1, 8, "first")) {
            runner.forward(picture, 1, 8, 8);
            assertThatExceptionOfType(NotFiniteException.class)
                    .isThrownBy(() -> runner.read("first", new float[8 * 8 * 3]))
                    .withMessageEndingWith("the image's own values are not");
        }
    }
}
