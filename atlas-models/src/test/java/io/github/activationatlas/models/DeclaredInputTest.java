package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.internal.onnx.OnnxModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What a model file says of its input is the default, and is held against what the caller says. */
class DeclaredInputTest {
    @TempDir
    Path folder;

    /** Logits: the mean brightness and minus the mean brightness. */
    private static OnnxModel net(int channels) {
        float[] w = new float[2 * channels];
        Arrays.fill(w, 0, channels, 1f / channels);
        Arrays.fill(w, channels, 2 * channels, -1f / channels);
        return new OnnxModel()
                .tensor("w", w, 2, channels, 1, 1)
                .node("Conv", "conv", Map.of("kernel_shape", new int[] {1, 1}), "image", "w")
                .node("GlobalAveragePool", "logits", Map.of(), "conv");
    }

    private Path write(OnnxModel onnx) throws IOException {
        return onnx.write(folder.resolve("net.onnx"));
    }

    @Test
    void channelsAndSizeAreThoseThatAnOnnxFileDeclares() throws IOException {
        Preprocessing input =
                VisionModel.from(write(net(1).image(-1, 1, 28, 28))).open().input();
        assertThat(input.channels()).isEqualTo(1);
        assertThat(input.size()).isEqualTo(28);
        assertThat(input.mean().size()).isEqualTo(1);
    }

    @Test
    void channelsAreThoseOfTheFirstConvolutionWhereTheFileLeavesThemOpen() throws IOException {
        Preprocessing input = VisionModel.from(write(net(1))).open().input();
        assertThat(input.channels()).isEqualTo(1);
        assertThat(input.size()).isEqualTo(224);
        Preprocessing open =
                VisionModel.from(write(net(1).image(-1, -1, -1, -1))).open().input();
        assertThat(open.channels()).isEqualTo(1);
        Preprocessing oblong =
                VisionModel.from(write(net(3).image(1, 3, 20, 30))).open().input();
        assertThat(oblong.size()).isEqualTo(224);
    }

    /** As converters from TensorFlow write them. */
    @Test
    void filesWithChannelsLastAreOpened() throws IOException {
        Path file = write(new OnnxModel()
                .image(1, 224, 224, 3)
                .tensor("w", new float[5 * 3], 5, 3, 1, 1)
                .node("Transpose", "first", Map.of("perm", new int[] {0, 3, 1, 2}), "image")
                .node("Conv", "conv", Map.of(), "first", "w")
                .node("GlobalAveragePool", "out", Map.of(), "conv"));
        VisionModel model = VisionModel.from(file).open();
        assertThat(model.input().channels()).isEqualTo(3);
        assertThat(model.layer("conv").shape()).isEqualTo(new Shape(224, 224, 5));
        assertThat(model.labels().names()).hasSize(5);
    }

    @Test
    void channelsAndLayoutAreThoseOfASameDiffPlaceholder() throws IOException {
        SameDiff graph = SameDiff.create();
        var image = graph.placeHolder("image", DataType.FLOAT, -1, 32, 32, 1);
        graph.nn.biasAdd("out", image, graph.var("bias", Nd4j.createFromArray(new float[] {1})), false);
        Path file = folder.resolve("net.fb");
        graph.save(file.toFile(), false);
        Preprocessing input = VisionModel.from(file).declaredInput().build();
        assertThat(input.channels()).isEqualTo(1);
        assertThat(input.size()).isEqualTo(32);
        assertThat(input.layout()).isEqualTo(Preprocessing.Layout.CHANNELS_LAST);
    }

    @Test
    void aPreprocessingOfOtherChannelsIsRefused() throws IOException {
        Path file = write(net(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VisionModel.from(file)
                        .input(Preprocessing.builder().build())
                        .open())
                .withMessage("the network takes 1-channel images, but the preprocessing says 3 channels");
    }

    @Test
    void aNetworkOfGreyImagesSeesTheLuma() throws IOException {
        VisionModel model = VisionModel.from(write(net(1).image(1, 1, 8, 8))).open();
        BufferedImage green = new BufferedImage(9, 9, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 81; i++) {
            green.setRGB(i % 9, i / 9, 0x00FF00);
        }
        assertThat(model.classify(green, 1).get(0).logit()).isCloseTo(0.587f, within(1e-4f));
    }
}
