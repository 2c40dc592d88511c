package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectingTest {

    private static ActivationSet collect(ImageSource source, int perImage, int threads, String... layers) {
        return ActivationCollector.builder(Tiny.MODEL, layers)
                .perImage(perImage)
                .threads(threads)
                .batch(4)
                .seed(3)
                .build()
                .collect(source);
    }

    @Test
    void positionsMatchBetweenLayersDifferAndLeaveOutTheBorders() {
        ActivationSet set = collect(Tiny.pictures(30), 9, 2, "mixed3a", "mixed4a");
        LayerActivations fine = set.layer("mixed3a");
        LayerActivations coarse = set.layer("mixed4a");
        int fineSide = Tiny.MODEL.layer("mixed3a").shape().height();
        int coarseSide = Tiny.MODEL.layer("mixed4a").shape().height();
        assertThat(fine.size()).isEqualTo(270).isEqualTo(coarse.size());
        assertThat(Rows.images(fine)).isEqualTo(Rows.images(coarse));
        Set<List<Integer>> places = new HashSet<>();
        for (int i = 0; i < coarse.size(); i++) {
            assertThat(fine.positionRow(i)).isBetween(1, fineSide - 2);
            assertThat(fine.positionColumn(i)).isBetween(1, fineSide - 2);
            assertThat(coarse.positionRow(i)).isBetween(1, coarseSide - 2);
            assertThat(coarse.positionColumn(i)).isBetween(1, coarseSide - 2);
            double share = (fine.positionRow(i) - 0.5) / (fineSide - 2);
            assertThat((coarse.positionRow(i) - 0.5) / (coarseSide - 2))
                    .isCloseTo(share, within(1.0 / (coarseSide - 2)));
            places.add(List.of(coarse.image(i), coarse.positionRow(i), coarse.positionColumn(i)));
        }
        assertThat(places).hasSize(270);
        Set<Integer> rows = new HashSet<>();
        for (int row : Rows.rows(coarse)) {
            rows.add(row);
        }
        assertThat(rows).hasSize(coarseSide - 2);
    }

    @Test
    void vectorsAndAttributionsAreThoseOfTheNetworkAtTheirPlace() {
        LayerActivations set = collect(Tiny.pictures(5), 2, 1, Tiny.LAYER).layer(Tiny.LAYER);
        try (NetworkRunner runner = Tiny.MODEL.runner(1, 64, Tiny.LAYER, "logits")) {
            for (int i = 0; i < set.size(); i++) {
                float[] picture = Images.toSquare(Tiny.picture(set.image(i)), Tiny.MODEL.input());
                runner.forward(picture, 1, 64, 64);
                var shape = runner.shape(Tiny.LAYER);
                float[] all = new float[shape.size()];
                runner.read(Tiny.LAYER, all);
                float[] here = new float[shape.channels()];
                System.arraycopy(
                        all,
                        (set.positionRow(i) * shape.width() + set.positionColumn(i)) * here.length,
                        here,
                        0,
                        here.length);
                float[] byClass = new float[15];
                runner.attribution(
                        Tiny.LAYER, new int[] {set.positionRow(i)}, new int[] {set.positionColumn(i)}, byClass);
                assertThat(Rows.values(set)[i]).containsExactly(here, within(1e-4f));
                // 1e-4 and what rounding to 16-bit floats does to numbers below 2.
                assertThat(Rows.attributions(set)[i]).containsExactly(byClass, within(1e-4f + 0x1p-11f));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameVectorsWithAnyNumberOfDecodingThreads() {
        LayerActivations one = collect(Tiny.pictures(11), 3, 1, Tiny.LAYER).layer(Tiny.LAYER);
        LayerActivations four = collect(Tiny.pictures(11), 3, 4, Tiny.LAYER).layer(Tiny.LAYER);
        assertThat(Rows.values(four)).isDeepEqualTo(Rows.values(one));
        assertThat(Rows.attributions(four)).isDeepEqualTo(Rows.attributions(one));
    }

    @Test
    void picturesThatCannotBeReadAreNamedCountedAndSkipped(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 5; i++) {
            ImageIO.write(
                    Tiny.picture(i), "png", folder.resolve("good" + i + ".png").toFile());
        }
        Files.writeString(folder.resolve("text.jpg"), "This is no image.");
        byte[] whole = Files.readAllBytes(folder.resolve("good0.png"));
        Files.write(folder.resolve("half.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Files.writeString(folder.resolve("notes.txt"), "Not looked at.");
        ActivationSet set = collect(ImageSource.directory(folder), 2, 2, Tiny.LAYER);
        assertThat(set.images()).hasSize(7);
        assertThat(set.layer(Tiny.LAYER).size()).isEqualTo(10);
        assertThat(set.skipped()).hasSize(2);
        assertThat(set.skipped()).anyMatch(s -> s.startsWith("text.jpg: ")).anyMatch(s -> s.startsWith("half.png: "));
    }

    @Test
    void aFolderWithoutPicturesOrWithNoneThatCanBeReadIsRefused(@TempDir Path folder) throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSource.directory(folder))
                .withMessage(folder + " holds no images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageSource.directory(folder.resolve("none")))
                .withMessageEndingWith("none is not a folder");
        Files.writeString(folder.resolve("a.png"), "no");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> collect(ImageSource.directory(folder), 1, 1, Tiny.LAYER))
                .withMessageStartingWith("none of 1 images could be read; the first: a.png");
    }

    @Test
    void progressEndsWithTheLastPictureAndAnInterruptCancels() {
        List<Integer> done = new ArrayList<>();
        ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER)
                .batch(4)
                .onProgress(p -> done.add(p.done()))
                .build()
                .collect(Tiny.pictures(10));
        assertThat(done).containsExactly(4, 8, 10);
        ActivationCollector cancelled = ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER)
                .batch(2)
                .onProgress(p -> Thread.currentThread().interrupt())
                .build();
        assertThatThrownBy(() -> cancelled.collect(Tiny.pictures(10))).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void wrongOptionsAreNamedWithTheirRange() {
        ActivationCollector.Builder builder = ActivationCollector.builder(Tiny.MODEL, Tiny.LAYER);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.perImage(0))
                .withMessage("perImage must be between 1 and 10000, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.batch(2000))
                .withMessage("batch must be between 1 and 1024, but was 2000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.threads(0))
                .withMessage("threads must be between 1 and 1024, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActivationCollector.builder(Tiny.MODEL, "fire8"))
                .withMessageStartingWith("there is no layer 'fire8'; the network has conv0");
        assertThatIllegalArgumentException().isThrownBy(() -> ActivationCollector.builder(Tiny.MODEL));
    }

    @Test
    void savedActivationsComeBack(@TempDir Path folder) throws IOException {
        ActivationSet set = collect(Tiny.pictures(6), 2, 1, "mixed3a", "mixed4a");
        set.save(folder.resolve("set"));
        ActivationSet back = ActivationSet.load(folder.resolve("set"));
        assertThat(back.images()).isEqualTo(set.images());
        for (String layer : List.of("mixed3a", "mixed4a")) {
            assertThat(Rows.values(back.layer(layer))).isDeepEqualTo(Rows.values(set.layer(layer)));
            assertThat(Rows.attributions(back.layer(layer))).isDeepEqualTo(Rows.attributions(set.layer(layer)));
            assertThat(Rows.rows(back.layer(layer))).isEqualTo(Rows.rows(set.layer(layer)));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> back.layer("conv0"))
                .withMessage("layer 'conv0' was not collected; there are mixed3a, mixed4a");
    }
}
