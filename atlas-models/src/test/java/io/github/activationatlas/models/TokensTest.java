package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.models.internal.onnx.OnnxModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A transformer's tokens are its patches in rows and columns, behind a class token. */
class TokensTest {
    private static final int CHANNELS = 2;
    private static final int SIZE = 8;

    @TempDir
    Path folder;

    /** Four patches of 4 x 4, of which the logits see the third alone. */
    private VisionModel model() throws IOException {
        Path file = new OnnxModel()
                .image(-1, 3, SIZE, SIZE)
                .tensor("w", noise(CHANNELS * 3 * 16, 1), CHANNELS, 3, 4, 4)
                .integers("flat", 0, 0, -1)
                .tensor("class_token", noise(CHANNELS, 2), 1, 1, CHANNELS)
                .integers("third", 3)
                .integers("rows", -1, CHANNELS)
                .tensor("head", noise(CHANNELS * 5, 3), CHANNELS, 5)
                .node("Conv", "conv", Map.of("strides", new int[] {4, 4}), "image", "w")
                .node("Reshape", "columns", Map.of(), "conv", "flat")
                .node("Transpose", "patches", Map.of("perm", new int[] {0, 2, 1}), "columns")
                .node("Concat", "tokens", Map.of("axis", 1), "class_token", "patches")
                .node("Gather", "one", Map.of("axis", 1), "tokens", "third")
                .node("Reshape", "vector", Map.of(), "one", "rows")
                .node("MatMul", "logits", Map.of(), "vector", "head")
                .write(folder.resolve("tokens.onnx"));
        return VisionModel.from(file).open();
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void tokensAreReadAsTheirPatches() throws IOException {
        VisionModel model = model();
        assertThat(model.layer("tokens")).isEqualTo(new Layer("tokens", new Shape(2, 2, CHANNELS), 4, 4));
        assertThat(model.labels().names()).hasSize(5);
        try (NetworkRunner runner = model.runner(2, SIZE, "tokens", "conv")) {
            runner.forward(noise(2 * SIZE * SIZE * 3, 4), 2, SIZE, SIZE);
            float[] tokens = new float[2 * 4 * CHANNELS];
            float[] patches = new float[tokens.length];
            runner.read("tokens", tokens);
            runner.read("conv", patches);
            assertThat(tokens).isEqualTo(patches);
        }
    }

    @Test
    void attributionAndGradientAreThoseOfThePatch() throws IOException {
        VisionModel model = model();
        try (NetworkRunner runner = model.runner(2, SIZE, "tokens", model.logits())) {
            runner.forward(noise(2 * SIZE * SIZE * 3, 4), 2, SIZE, SIZE);
            float[] logits = new float[2 * 5];
            runner.read(model.logits(), logits);
            float[] attribution = new float[logits.length];
            // The logits are linear in the third patch, and do not see the others.
            runner.attribution("tokens", new int[] {1, 1}, new int[] {0, 0}, attribution);
            assertThat(attribution).usingComparatorWithPrecision(1e-4f).containsExactly(logits);
            runner.attribution("tokens", new int[] {1, 0}, new int[] {1, 1}, attribution);
            assertThat(attribution).containsOnly(0f);
            float[] cotangent = new float[2 * 4 * CHANNELS];
            cotangent[CHANNELS] = 1;
            float[] gradient = new float[2 * SIZE * SIZE * 3];
            runner.imageGradient("tokens", cotangent, gradient);
            for (int i = 0; i < gradient.length; i++) {
                int row = i / 3 / SIZE;
                int column = i / 3 % SIZE;
                boolean inSecondPatch = row < 4 && column >= 4;
                assertThat(gradient[i] != 0)
                        .as("row %s, column %s", row, column)
                        .isEqualTo(inSecondPatch);
            }
        }
    }
}
