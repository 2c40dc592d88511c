package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.internal.run.Sessions;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BundledModelTest {
    private final VisionModel model = VisionModel.bundled();

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    @Test
    void hasItsLayersAndLabels() {
        assertThat(model.layers())
                .extracting(Layer::name)
                .contains("conv0", "conv1", "mixed3a", "mixed3b", "mixed4a", "mixed4b", "logits");
        assertThat(model.layer("mixed3b")).isEqualTo(new Layer("mixed3b", new Shape(16, 16, 144), 4, 49));
        assertThat(model.labels().names()).hasSize(15).contains("honeycomb", "windows");
        assertThat(model.logits()).isEqualTo("logits");
        assertThat(model.sha256()).hasSize(64);
    }

    @Test
    void aLayerThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.layer("mixed9"))
                .withMessageStartingWith("there is no layer 'mixed9'; the network has conv0, pool0, conv1, mixed3a");
    }

    @Test
    void planAndSessionAgreeInEverything() {
        float[] pictures = noise(2 * 64 * 64 * 3, 1);
        try (NetworkRunner plan = model.runner(3, 64, "mixed4a", "logits");
                NetworkRunner session = Sessions.runner(model, 3, 64, "mixed4a", "logits")) {
            plan.forward(pictures, 2, 64, 64);
            session.forward(pictures, 2, 64, 64);
            int length = 2 * plan.shape("mixed4a").size();
            assertThat(session.shape("mixed4a")).isEqualTo(plan.shape("mixed4a"));
            assertThat(read(plan, "logits", 30)).containsExactly(read(session, "logits", 30), within(1e-3f));
            assertThat(read(plan, "mixed4a", length)).containsExactly(read(session, "mixed4a", length), within(1e-3f));
            float[] cotangent = noise(length, 2);
            float[] byPlan = new float[pictures.length];
            float[] bySession = new float[pictures.length];
            plan.imageGradient("mixed4a", cotangent, byPlan);
            session.imageGradient("mixed4a", cotangent, bySession);
            assertThat(byPlan).containsExactly(bySession, within(1e-2f));
            float[] attribution = new float[30];
            float[] slow = new float[30];
            plan.attribution("mixed4a", new int[] {3, 4}, new int[] {2, 5}, attribution);
            session.attribution("mixed4a", new int[] {3, 4}, new int[] {2, 5}, slow);
            assertThat(attribution).containsExactly(slow, within(1e-3f));
        }
    }

    private static float[] read(NetworkRunner runner, String layer, int length) {
        float[] values = new float[length];
        runner.read(layer, values);
        return values;
    }

    @Test
    void atTheLastLayerTheAttributionsOfAllPositionsAddUpToTheLogitsWithoutBias() {
        float[] picture = noise(64 * 64 * 3, 4);
        try (NetworkRunner runner = model.runner(1, 64, "mixed4b", "logits")) {
            runner.forward(picture, 1, 64, 64);
            float[] logits = read(runner, "logits", 15);
            Shape shape = runner.shape("mixed4b");
            float[] sum = new float[15];
            float[] one = new float[15];
            for (int i = 0; i < shape.height() * shape.width(); i++) {
                runner.attribution("mixed4b", new int[] {i / shape.width()}, new int[] {i % shape.width()}, one);
                for (int c = 0; c < 15; c++) {
                    sum[c] += one[c];
                }
            }
            runner.forward(new float[picture.length], 1, 64, 64);
            float[] bias =
                    Sessions.graph(model).getVariable("dense/bias").getArr().toFloatVector();
            for (int c = 0; c < 15; c++) {
                assertThat(sum[c]).isCloseTo(logits[c] - bias[c], within(1e-2f));
            }
        }
    }

    @Test
    void aRunnerKeepsItsMemoryOverManyStepsOfManySizes() {
        try (NetworkRunner runner = model.runner(4, 64, "mixed4a")) {
            float[] pictures = noise(4 * 64 * 64 * 3, 5);
            float[] gradient = new float[pictures.length];
            long before = 0;
            for (int step = 0; step < 60; step++) {
                int side = 40 + step % 25;
                runner.forward(pictures, 1 + step % 4, side, side);
                float[] cotangent =
                        new float[(1 + step % 4) * runner.shape("mixed4a").size()];
                runner.imageGradient("mixed4a", cotangent, gradient);
                if (step == 30) {
                    before = org.bytedeco.javacpp.Pointer.totalBytes();
                }
            }
            assertThat(org.bytedeco.javacpp.Pointer.totalBytes() - before).isLessThan(1 << 20);
        }
    }
}
