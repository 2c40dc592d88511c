package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.models.internal.onnx.OnnxModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** The same model again, from its settings alone. */
class ModelSettingsTest {
    @TempDir
    Path folder;

    private Path onnx(float weight) throws IOException {
        return new OnnxModel()
                .tensor("w", new float[] {weight, 0, 0, 0, weight, 0}, 2, 3, 1, 1)
                .node("Conv", "conv", Map.of("kernel_shape", new int[] {1, 1}), "image", "w")
                .node("GlobalAveragePool", "mean", Map.of(), "conv")
                .node("Relu", "out", Map.of(), "mean")
                .write(folder.resolve("net.onnx"));
    }

    private static ModelSettings throughText(ModelSettings settings) {
        return ModelSettings.fromMap(new HashMap<>(settings.toMap()));
    }

    private static float[] logits(VisionModel model) {
        int size = model.input().size();
        float[] image = new float[size * size * model.input().channels()];
        for (int i = 0; i < image.length; i++) {
            image[i] = i % 7 / 7f;
        }
        float[] logits = new float[model.labels().names().size()];
        try (NetworkRunner runner = model.runner(1, size, model.logits())) {
            runner.forward(image, 1, size, size);
            runner.read(model.logits(), logits);
        }
        return logits;
    }

    @Test
    void aModelOfFilesIsOpenedAgain() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"), "n02119022 red fox\ncrane\n");
        VisionModel model = VisionModel.from(onnx(2))
                .input(Preprocessing.builder()
                        .size(8)
                        .mean(0.1, 0.2, 0.3)
                        .channelOrder(Preprocessing.ChannelOrder.BGR)
                        .build())
                .labels(labels)
                .logits("mean")
                .open();
        ModelSettings settings = model.settings();
        assertThat(settings.format()).isEqualTo(ModelSettings.Format.ONNX);
        assertThat(settings.file()).isEqualTo(folder.resolve("net.onnx").toString());
        assertThat(settings.logits()).isEqualTo("mean");
        assertThat(settings.labelsFile()).isEqualTo(labels.toString());
        assertThat(throughText(settings)).isEqualTo(settings);
        VisionModel again = ModelLoader.load(throughText(settings));
        assertThat(again.settings()).isEqualTo(settings);
        assertThat(again.labels()).isEqualTo(model.labels());
        assertThat(logits(again)).isEqualTo(logits(model));
    }

    @Test
    void theNetworkInTheJarAndASameDiffFileAreOpenedAgain() throws IOException {
        VisionModel bundled = VisionModel.bundled();
        VisionModel again = ModelLoader.load(throughText(bundled.settings()));
        assertThat(again.settings()).isEqualTo(bundled.settings());
        assertThat(logits(again)).isEqualTo(logits(bundled));
        Path file = folder.resolve("net.fb");
        graph().save(file.toFile(), false);
        VisionModel model = VisionModel.from(file).open();
        assertThat(model.settings().format()).isEqualTo(ModelSettings.Format.SAMEDIFF);
        assertThat(logits(ModelLoader.load(throughText(model.settings())))).isEqualTo(logits(model));
    }

    @Test
    void aFileThatHasChangedIsNotOpened() throws IOException {
        ModelSettings settings = VisionModel.from(onnx(2))
                .input(Preprocessing.builder().size(8).build())
                .open()
                .settings();
        onnx(3);
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> ModelLoader.load(settings))
                .withMessageContaining("net.onnx holds another network than the settings describe: the SHA-256 is ")
                .satisfies(e -> assertThat(e.file()).isEqualTo(folder.resolve("net.onnx")));
        Files.delete(folder.resolve("net.onnx"));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> ModelLoader.load(settings));
    }

    @Test
    void labelsThatHaveChangedAreNotTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
        ModelSettings settings = VisionModel.from(onnx(2))
                .input(Preprocessing.builder().size(8).build())
                .labels(file)
                .open()
                .settings();
        Files.writeString(file, "a\nc\n");
        assertThatExceptionOfType(ModelFormatException.class)
                .isThrownBy(() -> ModelLoader.load(settings))
                .withMessageContaining("labels.txt holds other labels than the settings describe");
    }

    @Test
    void whatWasMadeInMemorySaysSo() throws IOException {
        VisionModel model =
                SameDiffModels.of(graph(), Preprocessing.builder().size(8).build());
        assertThat(model.settings().format()).isEqualTo(ModelSettings.Format.GRAPH);
        assertThat(model.settings().file()).isEmpty();
        assertThat(model.settings().sha256()).isEqualTo(model.sha256());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelLoader.load(model.settings()))
                .withMessage("the model was made from a graph in memory, so it cannot be opened from its settings");
        ModelSettings labelled = VisionModel.from(onnx(2))
                .input(Preprocessing.builder().size(8).build())
                .labels(Labels.of(List.of("a", "b")))
                .open()
                .settings();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelLoader.load(labelled))
                .withMessageContaining("were made in memory");
    }

    @Test
    void settingsThatAreNoneAreRefused() {
        Map<String, String> map = new HashMap<>(VisionModel.bundled().settings().toMap());
        map.put("sha256", "ABC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.fromMap(map))
                .withMessage("sha256 must be 64 hexadecimal digits in lower case, but was 'ABC'");
        map.remove("input.mean");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSettings.fromMap(map))
                .withMessage("'mean' is missing in the settings of an preprocessing");
    }

    private static SameDiff graph() {
        SameDiff graph = SameDiff.create();
        var image = graph.placeHolder("image", DataType.FLOAT, -1, 3, 8, 8);
        var mean = graph.mean("mean", image, false, 2, 3);
        graph.mmul("out", mean, graph.constant("w", Nd4j.ones(DataType.FLOAT, 3, 4)));
        return graph;
    }
}
