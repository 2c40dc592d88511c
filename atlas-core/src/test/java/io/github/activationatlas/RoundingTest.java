package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rounding attributions to 16-bit floats does to rankings of classes: none turns round, and few classes become equal. */
class RoundingTest {
    /** Half a step of an 11-bit fraction, and of the smallest halves. */
    private static float most(float value) {
        return Math.max(Math.abs(value) * 0x1p-11f, 0x1p-25f);
    }

    @Test
    void rankingsOfTheShippedNetworkDoNotTurnRound() {
        check(Tiny.MODEL, Tiny.LAYER, 40, 0.0002);
    }

    @Test
    void rankingsOfSqueezeNetDoNotTurnRound() throws IOException {
        String data = System.getenv("ATLAS_DATA");
        Assumptions.assumeTrue(data != null, "set ATLAS_DATA to the folder that holds squeezenet1.0-imagenet.onnx");
        VisionModel model = VisionModel.from(Path.of(data, "squeezenet1.0-imagenet.onnx"))
                .input(Preprocessing.builder().size(227).build())
                .open();
        check(model, "fire8", 6, 0.0002);
    }

    private static void check(VisionModel model, String layer, int images, double mostTies) {
        LayerActivations kept = ActivationCollector.builder(model, layer)
                .perImage(4)
                .batch(1)
                .build()
                .collect(Tiny.pictures(images))
                .layer(layer);
        int classes = kept.classes();
        float[] exact = new float[classes];
        float[] rounded = new float[classes];
        long pairs = 0;
        long ties = 0;
        int otherWinners = 0;
        int size = model.input().size();
        Shape shape = model.layer(layer).shape();
        try (NetworkRunner runner = model.runner(1, size, layer, model.logits())) {
            for (int row = 0; row < kept.size(); row++) {
                if (row == 0 || kept.image(row) != kept.image(row - 1)) {
                    float[] pixels = Images.toSquare(Tiny.picture(kept.image(row)), model.input());
                    runner.forward(pixels, 1, size, size);
                }
                assertThat(kept.positionRow(row)).isLessThan(shape.height());
                runner.attribution(
                        layer, new int[] {kept.positionRow(row)}, new int[] {kept.positionColumn(row)}, exact);
                kept.copyAttributions(row, rounded);
                for (int c = 0; c < classes; c++) {
                    assertThat(rounded[c]).isCloseTo(exact[c], within(most(exact[c])));
                    for (int d = 0; d < c; d++) {
                        assertThat((rounded[c] - rounded[d]) * Math.signum(exact[c] - exact[d]) >= 0)
                                .isTrue();
                        pairs++;
                        ties += rounded[c] == rounded[d] && exact[c] != exact[d] ? 1 : 0;
                    }
                }
                otherWinners += first(exact) == first(rounded) ? 0 : 1;
            }
        }
        assertThat((double) ties / pairs).isLessThan(mostTies);
        assertThat((double) otherWinners / kept.size()).isLessThan(0.01);
    }

    private static int first(float[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    @Test
    void aSavedSetTakesHalfTheSpaceAndIsTheSame(@TempDir Path folder) throws IOException {
        ActivationSet set = ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER)
                .perImage(50)
                .build()
                .collect(Tiny.pictures(20));
        set.save(folder);
        LayerActivations layer = set.layers().get(0);
        assertThat(Files.size(folder.resolve("layer-0-attributions.npy")))
                .isEqualTo(128 + 2L * layer.size() * layer.classes());
        assertThat(ActivationSet.load(folder)).isEqualTo(set);
    }

    @Test
    void attributionsBeyondHalvesAreKeptAsTheyAre(@TempDir Path folder) throws IOException {
        LayerActivations layer = LayerActivations.of(
                "some",
                new float[][] {{1}, {2}},
                new float[][] {{0.1f, 1e6f}, {0.5f, -70_000}},
                new int[2],
                new int[2],
                new int[2]);
        ActivationSet set =
                new ActivationSet(java.util.List.of("a.png"), java.util.List.of(), java.util.List.of(layer));
        set.save(folder);
        assertThat(ActivationSet.load(folder)).isEqualTo(set);
    }
}
