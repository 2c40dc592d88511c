package io.github.activationatlas.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxMutantsTest {
    private static final int MUTANTS = 300;

    @TempDir
    Path folder;

    /** Windows, groups, shapes and matrices in one. */
    private byte[] model() throws IOException {
        Path file = new OnnxModel()
                .image(-1, 3, 12, 12)
                .tensor("w", new float[6 * 3 * 9], 6, 3, 3, 3)
                .tensor("depthwise", new float[6 * 9], 6, 1, 3, 3)
                .tensor("scale", new float[] {1, 2, 3, 4, 5, 6}, 6)
                .integers("flat", 0, 6, -1)
                .tensor("head", new float[6 * 4], 6, 4)
                .node("Conv", "conv", Map.of("pads", new int[] {1, 1, 1, 1}, "strides", new int[] {2, 2}), "image", "w")
                .node("Relu", "relu", Map.of(), "conv")
                .node("Conv", "deep", Map.of("group", 6, "dilations", new int[] {2, 2}), "relu", "depthwise")
                .node("BatchNormalization", "bn", Map.of(), "deep", "scale", "scale", "scale", "scale")
                .node("MaxPool", "pool", Map.of("kernel_shape", new int[] {2, 2}, "ceil_mode", 1), "bn")
                .node("Reshape", "tokens", Map.of(), "pool", "flat")
                .node("Transpose", "turned", Map.of("perm", new int[] {0, 2, 1}), "tokens")
                .node("Softmax", "shares", Map.of("axis", 1), "turned")
                .node("ReduceMean", "mean", Map.of("axes", new int[] {1}, "keepdims", 0), "shares")
                .node("MatMul", "logits", Map.of(), "mean", "head")
                .write(folder.resolve("model.onnx"));
        return Files.readAllBytes(file);
    }

    @Test
    void damagedFilesAreRightOrRefused() throws IOException {
        byte[] model = model();
        int refused = 0;
        for (int seed : IntStream.range(0, MUTANTS).toArray()) {
            String fault = OnnxMutants.fault(model, seed);
            assertThat(fault).as("seed %s", seed).isIn("", OnnxMutants.REFUSED);
            refused += fault.isEmpty() ? 0 : 1;
        }
        assertThat(refused).isBetween(MUTANTS / 10, MUTANTS - MUTANTS / 10);
    }
}
