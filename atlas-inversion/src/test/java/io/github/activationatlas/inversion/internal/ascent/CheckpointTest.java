package io.github.activationatlas.inversion.internal.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Magnitudes;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Optimizer;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that are ended and gone on with. */
class CheckpointTest {
    private static final String LAYER = "mixed3a";
    private static final List<Objective> OBJECTIVES =
            List.of(Objective.channel(1), Objective.neuron(2), Objective.deepDream());

    @TempDir
    Path folder;

    private VisualizerBuilder builder = builder();

    @BeforeEach
    void start() {
        builder = builder();
    }

    private static VisualizerBuilder builder() {
        return FeatureVisualizer.builder(VisionModel.bundled(), LAYER)
                .size(24)
                .steps(20)
                .batch(2)
                .robustViews(3)
                .transformsPerImage(true);
    }

    /** Runs until so many steps of images are done. */
    private void end(VisualizerBuilder builder, long steps) {
        AtomicBoolean ends = new AtomicBoolean(true);
        FeatureVisualizer ended = builder.checkpoints(folder, 3)
                .onProgress(p -> {
                    if (p.done() >= steps && ends.get()) {
                        Thread.currentThread().interrupt();
                    }
                })
                .build();
        assertThatThrownBy(() -> ended.visualize(OBJECTIVES)).isInstanceOf(CancellationException.class);
        Thread.interrupted();
        ends.set(false);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    private void goesOnToTheSamePictures(long endedAfter) throws IOException {
        List<Visualization> whole = builder.build().visualize(OBJECTIVES);
        end(builder, endedAfter);
        assertThat(files()).isNotEmpty();
        AtomicLong first = new AtomicLong();
        List<Visualization> resumed = builder.onProgress(p -> first.compareAndSet(0, p.done()))
                .build()
                .visualize(OBJECTIVES);
        assertThat(first.get()).isGreaterThan(1);
        for (int i = 0; i < OBJECTIVES.size(); i++) {
            assertThat(pixels(resumed.get(i).image()))
                    .isEqualTo(pixels(whole.get(i).image()));
            assertThat(resumed.get(i).trajectory()).isEqualTo(whole.get(i).trajectory());
            assertThat(resumed.get(i).reached()).isEqualTo(whole.get(i).reached());
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void aRunThatEndedAmidItsFirstPicturesGoesOnToTheSamePictures() throws IOException {
        goesOnToTheSamePictures(17);
    }

    @Test
    void aRunThatEndedAmidItsLastPictureGoesOnToTheSamePictures() throws IOException {
        goesOnToTheSamePictures(52);
    }

    @Test
    void otherOptimisersStartsAndPlainLooksGoOnToo() throws IOException {
        builder.optimizer(new Optimizer.Sgd(0.5, 0.1))
                .starts(2)
                .untransformedWeight(1)
                .patience(8);
        goesOnToTheSamePictures(30);
    }

    static Stream<Parametrization> parametrizations() {
        Parametrization.Fourier spectrum = new Parametrization.Fourier(1.5, 0.4);
        return Stream.of(
                new Parametrization.Alpha(spectrum, 1),
                new Parametrization.Alpha(new Parametrization.Pyramid(2), 0),
                new Parametrization.SharedBase(spectrum, 0.15),
                new Parametrization.Maco(Magnitudes.inverseFrequency(24)),
                new Parametrization.Cppn());
    }

    @ParameterizedTest
    @MethodSource("parametrizations")
    void everyParametrizationGoesOn(Parametrization parametrization) throws IOException {
        builder.parametrization(parametrization);
        goesOnToTheSamePictures(17);
    }

    @Test
    void aTruncatedOrDamagedFileIsNamed() throws IOException {
        end(builder, 17);
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {bytes.length - 1, bytes.length / 2, 12}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.build().visualize(OBJECTIVES))
                    .withMessageContaining(file.getFileName() + " is truncated or damaged");
        }
        byte[] damaged = bytes.clone();
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().visualize(OBJECTIVES))
                .withMessageContaining("is truncated or damaged");
        Files.write(file, new byte[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().visualize(OBJECTIVES))
                .withMessageContaining("is no checkpoint");
        byte[] later = bytes.clone();
        later[7] = 2;
        Files.write(file, later);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().visualize(OBJECTIVES))
                .withMessageContaining("version 2");
    }

    @Test
    void filesOfAnotherRunAreRefused() {
        // However threads run, 25 steps of images that take 20 are not those of one image.
        end(builder, 25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.learningRate(0.2).build().visualize(OBJECTIVES))
                .withMessageContaining("is of other settings");
        List<Objective> others = List.of(Objective.channel(5), Objective.neuron(6), Objective.deepDream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.learningRate(0.1).build().visualize(others))
                .withMessageContaining("is of other objectives");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build().visualize(OBJECTIVES.subList(0, 1)))
                .withMessageContaining("or images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.checkpoints(folder, 0))
                .withMessage("every must be between 1 and 100000, but was 0");
    }

    @Test
    void filesOfOthersStay() throws IOException {
        Path weights = Files.writeString(folder.resolve("epoch-12.checkpoint"), "precious");
        Path part = Files.writeString(folder.resolve("images-0-2-start-0.checkpoint.part"), "precious");
        end(builder, 25);
        builder.build().visualize(OBJECTIVES);
        assertThat(files()).containsExactly(weights, part);
        assertThat(weights).content().isEqualTo("precious");
        assertThat(part).content().isEqualTo("precious");
    }

    @Test
    void aLinkToAFolderIsWrittenInto() throws IOException {
        Path real = Files.createDirectory(folder.resolve("disk"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        builder.checkpoints(link, 3)
                .onProgress(p -> {
                    if (p.done() >= 25) {
                        assertThat(real).isNotEmptyDirectory();
                    }
                })
                .build()
                .visualize(OBJECTIVES);
        assertThat(real).isEmptyDirectory();
    }
}
