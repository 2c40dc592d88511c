package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.models.internal.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stride and receptive field of layers, which say how large a patch is that a position sees. */
class LayerGeometryTest {
    private static final int SIZE = 16;

    @TempDir
    Path folder;

    private VisionModel open(OnnxModel onnx) throws IOException {
        return VisionModel.from(onnx.write(folder.resolve("net.onnx"))).open();
    }

    private static OnnxModel image() {
        return new OnnxModel().image(-1, 3, SIZE, SIZE);
    }

    /** As in MobileNet V3, EfficientNet and RegNet, one block behind the other. */
    @Test
    void gatesOverTheWholeImageCountForNothing() throws IOException {
        OnnxModel onnx = image().tensor("w", new float[4 * 3 * 9], 4, 3, 3, 3)
                .tensor("gate", new float[4 * 4], 4, 4, 1, 1)
                .node(
                        "Conv",
                        "block0",
                        Map.of("strides", new int[] {2, 2}, "pads", new int[] {1, 1, 1, 1}),
                        "image",
                        "w");
        for (int i = 0; i < 5; i++) {
            onnx.node("GlobalAveragePool", "mean" + i, Map.of(), "block" + i)
                    .node("Conv", "squeezed" + i, Map.of(), "mean" + i, "gate")
                    .node("Sigmoid", "gate" + i, Map.of(), "squeezed" + i)
                    .node("Mul", "block" + (i + 1), Map.of(), "gate" + i, "block" + i);
        }
        VisionModel model = open(onnx.node("GlobalAveragePool", "logits", Map.of(), "block5"));
        assertThat(model.layer("block5")).isEqualTo(new Layer("block5", new Shape(8, 8, 4), 2, 3));
    }

    @Test
    void slicesAndResizingChangeTheStride() throws IOException {
        VisionModel model = open(image().integers("starts", 0, 0)
                .integers("ends", SIZE, SIZE)
                .integers("axes", 2, 3)
                .integers("steps", 2, 2)
                .tensor("roi", new float[0], 0)
                .tensor("scales", new float[] {1, 1, 2, 2}, 4)
                .node("Slice", "every_second", Map.of(), "image", "starts", "ends", "axes", "steps")
                .node("Relu", "half", Map.of(), "every_second")
                .node("Resize", "again", Map.of("mode", "nearest"), "half", "roi", "scales")
                .node("GlobalAveragePool", "logits", Map.of(), "again"));
        assertThat(model.layer("half")).isEqualTo(new Layer("half", new Shape(8, 8, 3), 2, 1));
        assertThat(model.layer("again")).isEqualTo(new Layer("again", new Shape(SIZE, SIZE, 3), 1, 1));
    }

    @Test
    void paddingKeepsTheStride() throws IOException {
        VisionModel model = open(image().tensor("w", new float[4 * 3], 4, 3, 1, 1)
                .integers("pads", 0, 0, 3, 3, 0, 0, 3, 3)
                .node("Conv", "conv", Map.of("strides", new int[] {2, 2}), "image", "w")
                .node("Pad", "reflected", Map.of("mode", "reflect"), "conv", "pads")
                .node("Pad", "zeros", Map.of(), "reflected", "pads")
                .node("GlobalAveragePool", "logits", Map.of(), "zeros"));
        assertThat(model.layer("reflected").stride()).isBetween(1, 2);
        assertThat(model.layer("zeros").stride())
                .isEqualTo(model.layer("reflected").stride());
    }
}
