package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.activationatlas.models.internal.onnx.OnnxFile;
import io.github.activationatlas.models.internal.onnx.OnnxModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** What a user hears of files and numbers that are wrong. */
class BadInputTest {
    @TempDir
    Path folder;

    private Path small() throws IOException {
        return new OnnxModel()
                .tensor("w", new float[2 * 3 * 4], 2, 3, 2, 2)
                .node("Conv", "conv", Map.of("kernel_shape", new int[] {2, 2}), "image", "w")
                .node("GlobalAveragePool", "mean", Map.of(), "conv")
                .write(folder.resolve("small.onnx"));
    }

    @Test
    void aModelThatIsNotThere() {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> VisionModel.from(folder.resolve("none.onnx")).open())
                .withMessageContaining("none.onnx")
                .withMessageContaining("no such model file");
    }

    @Test
    void aModelThatIsCutShort() throws IOException {
        byte[] whole = Files.readAllBytes(small());
        for (int length : new int[] {whole.length / 2, whole.length - 3}) {
            Path cut = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));
            assertThatExceptionOfType(ModelFormatException.class)
                    .isThrownBy(() -> VisionModel.from(cut).open())
                    .withMessageContaining("cut.onnx is truncated or is not an ONNX model");
        }
        Path empty = Files.write(folder.resolve("empty.onnx"), new byte[0]);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(empty).open())
                .withMessageContaining("empty.onnx is not an ONNX model");
        Path text = Files.writeString(folder.resolve("model.fb"), "This is no model at all, but a line of text.");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(text).open())
                .withMessageContaining("model.fb is truncated or is neither an ONNX nor a SameDiff model");
    }

    @Test
    void operatorsThatAreNotKnownAreAllListed() throws IOException {
        Path file = new OnnxModel()
                .node("Einsum", "a", Map.of(), "image")
                .node("Relu", "b", Map.of(), "a")
                .node("NonMaxSuppression", "c", Map.of(), "b")
                .write(folder.resolve("odd.onnx"));
        assertThat(OnnxFile.read(file).unknownOperators()).containsExactly("Einsum", "NonMaxSuppression");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(file).open())
                .withMessageEndingWith("odd.onnx uses operators that are not supported: Einsum, NonMaxSuppression")
                .satisfies(e -> {
                    assertThat(e.file()).isEqualTo(file);
                    assertThat(e.operators()).containsExactly("Einsum", "NonMaxSuppression");
                    assertThat(e.reason()).startsWith("uses operators");
                });
    }

    @Test
    void aKnownOperatorInAnUnknownWayIsNamed() throws IOException {
        Path file = new OnnxModel()
                .node("Relu", "odd", Map.of("alpha", 0.5f), "image")
                .write(folder.resolve("flat.onnx"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(file).open())
                .withMessageEndingWith(
                        "flat.onnx cannot be read: operator Relu named 'odd': attribute alpha = 0.5 is not supported");
    }

    @Test
    void aTensorThatHoldsLessThanItSaysIsDamage() throws IOException {
        Path file = new OnnxModel()
                .tensor("w", new float[5], 2, 3)
                .node("MatMul", "out", Map.of(), "image", "w")
                .write(folder.resolve("short.onnx"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(file).open())
                .withMessageContaining("short.onnx is damaged")
                .satisfies(e -> assertThat(e.file()).isEqualTo(file));
    }

    @Test
    void anOperatorWithoutItsInputsIsNamed() throws IOException {
        Path file = new OnnxModel().node("Conv", "conv", Map.of()).write(folder.resolve("bare.onnx"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(file).open())
                .withMessageContaining("bare.onnx cannot be read: operator Conv named 'conv'")
                .satisfies(e -> assertThat(e.operators()).containsExactly("Conv"));
    }

    @Test
    void aModelOfTwoImages() throws IOException {
        Path file = new OnnxModel()
                .input("other")
                .node("Add", "sum", Map.of(), "image", "other")
                .write(folder.resolve("two.onnx"));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> VisionModel.from(file).open())
                .withMessageContaining("2 inputs [image, other], but one image input is expected");
        SameDiff graph = SameDiff.create();
        graph.placeHolder("a", DataType.FLOAT, -1, 3, -1, -1)
                .add("sum", graph.placeHolder("b", DataType.FLOAT, -1, 3, -1, -1));
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() ->
                        SameDiffModels.of(graph, Preprocessing.builder().size(8).build()))
                .withMessageContaining("the graph has the inputs [a, b], but one image input is expected")
                .satisfies(e -> assertThat(e.file()).isNull());
    }

    @Test
    void labelsThatAreTooFew() throws IOException {
        Path model = small();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VisionModel.from(model)
                        .input(Preprocessing.builder().size(8).build())
                        .labels(Labels.of(List.of("only one")))
                        .open())
                .withMessage("there are 1 labels, but the network's output 'mean' has 2 classes");
    }

    @Test
    void aLayerThatDoesNotExist() throws IOException {
        VisionModel model = VisionModel.from(small())
                .input(Preprocessing.builder().size(8).build())
                .open();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.runner(1, 8, "fire8"))
                .withMessage("there is no layer 'fire8'; the network has conv, mean");
    }

    @Test
    void runnersAreAskedForWhatTheyHave() throws IOException {
        VisionModel model = VisionModel.from(small())
                .input(Preprocessing.builder().size(8).build())
                .open();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.runner(0, 8, "conv"))
                .withMessage("maxBatch must be between 1 and 4096, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.runner(1, 5000, "conv"))
                .withMessage("maxSize must be between 1 and 4096, but was 5000");
        try (NetworkRunner runner = model.runner(1, 8, "conv")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> runner.forward(new float[300], 2, 8, 8))
                    .withMessage("batch must be between 1 and 1, but was 2");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> runner.forward(new float[300], 1, 9, 8))
                    .withMessage("height must be between 1 and 8, but was 9");
            assertThatIllegalStateException().isThrownBy(() -> runner.shape("conv"));
            runner.forward(new float[8 * 8 * 3], 1, 8, 8);
            assertThatIllegalStateException()
                    .isThrownBy(() -> runner.attribution("conv", new int[1], new int[1], new float[2]))
                    .withMessage("the runner was made without the logits");
            assertThatIllegalArgumentException().isThrownBy(() -> runner.forward(new float[300], 1, 1, 1));
        }
    }

    @Test
    void aPreprocessingOutOfRange() {
        Preprocessing.Builder b = Preprocessing.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> b.size(0)).withMessageContaining("size", "4096", "0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.channels(0))
                .withMessage("channels must be between 1 and 1024, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> b.valueRange(-1))
                .withMessage("valueRange must be positive and finite, but was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.builder().mean(1, 2).build())
                .withMessageContaining("mean must have one value for each of 3 channels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.builder().std(1, 0, 1).build())
                .withMessageContaining("std must be positive and finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.builder()
                        .channels(4)
                        .channelOrder(Preprocessing.ChannelOrder.BGR)
                        .build())
                .withMessageContaining("channelOrder must be RGB unless there are 3 channels");
    }

    @Test
    void picturesForANetworkOfFourChannels() {
        Preprocessing four = Preprocessing.builder().size(8).channels(4).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Images.toSquare(new java.awt.image.BufferedImage(9, 9, 1), four))
                .withMessage("images have 1 or 3 channels, but the network takes 4");
    }
}
