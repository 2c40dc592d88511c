package io.github.activationatlas.inversion.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Recipe;
import io.github.activationatlas.inversion.Transform;
import io.github.activationatlas.inversion.Transforms;
import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/** What a layer cannot do with images of a size is found before an image is drawn. */
class ImageSizeTest {
    /** Five convolutions without padding, each with a stride of 2: the last has nothing of images below 63. */
    private static final VisionModel DEEP = deep();

    private static VisionModel deep() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("image", DataType.FLOAT, -1, 127, 127, 3);
        int channels = 3;
        for (int i = 0; i < 5; i++) {
            SDVariable w = graph.constant("w" + i, Nd4j.rand(DataType.FLOAT, 3, 3, channels, 4));
            x = graph.cnn()
                    .conv2d(
                            "deep" + i,
                            x,
                            w,
                            Conv2DConfig.builder()
                                    .kH(3)
                                    .kW(3)
                                    .sH(2)
                                    .sW(2)
                                    .dataFormat("NHWC")
                                    .build());
            channels = 4;
        }
        graph.setOutputs(x.name());
        return SameDiffModels.of(
                graph,
                Preprocessing.builder()
                        .size(127)
                        .layout(Preprocessing.Layout.CHANNELS_LAST)
                        .build());
    }

    private static VisualizerBuilder builder(String layer) {
        return FeatureVisualizer.builder(DEEP, layer).steps(3).batch(2);
    }

    @Test
    void aSizeThatWasNotSetIsTheSmallestThatSufficesInAllViews() {
        assertThat(builder("deep2").build().size()).isEqualTo(80);
        int chosen = builder("deep4").build().size();
        List<Transform> transforms = Transforms.ATLAS.forSize(chosen);
        assertThat(View.smallest(chosen, transforms)).isGreaterThanOrEqualTo(63);
        assertThat(View.smallest(chosen - 1, Transforms.ATLAS.forSize(chosen - 1)))
                .isLessThan(63);
        assertThat(builder("deep4")
                        .build()
                        .visualize(Objective.channel(1))
                        .image()
                        .getWidth())
                .isEqualTo(chosen);
    }

    @Test
    void withoutTransformsTheDefaultSuffices() {
        assertThat(builder("deep4")
                        .transforms(Transforms.NONE)
                        .untransformedWeight(1)
                        .build()
                        .size())
                .isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT", "LUCID", "THOROUGH"})
    void aSizeThatWasSetIsRefusedWithTheSmallestThatSuffices(Recipe recipe) {
        VisualizerBuilder small = builder("deep4").recipe(recipe).size(80);
        Throwable refused = catchThrowable(small::build);
        assertThat(refused)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("size is 80, but layer 'deep4' needs ");
        int needed = Integer.parseInt(refused.getMessage().replaceAll(".*needs.* (\\d+):.*", "$1"));
        assertThat(small.size(needed).steps(3).build().visualize(Collections.nCopies(2, Objective.channel(1))))
                .hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.size(needed - 1).build());
    }

    @Test
    void noViewIsSmallerOrLargerThanIsSaid() {
        for (Transforms transforms :
                List.of(Transforms.ATLAS, Transforms.LUCID, Transforms.STANDARD, Transforms.JITTER)) {
            for (int size : new int[] {16, 37, 80, 131}) {
                List<Transform> list = transforms.forSize(size);
                View view = new View(size, 3, list);
                List<Integer> sides = new ArrayList<>();
                KroneckerSequence random = new KroneckerSequence(1);
                for (int i = 0; i < 200; i++) {
                    random.advance();
                    view.draw(random, random);
                    sides.add(view.side());
                }
                assertThat(Collections.min(sides)).isGreaterThanOrEqualTo(View.smallest(size, list));
                assertThat(Collections.max(sides)).isLessThanOrEqualTo(View.largest(size, list));
            }
        }
    }

    @Test
    void anObjectiveThatDoesNotFitTheLayerIsRefusedBeforeAnyIsDrawn() {
        AtomicInteger steps = new AtomicInteger();
        FeatureVisualizer visualizer =
                builder("deep2").onProgress(p -> steps.incrementAndGet()).build();
        for (Objective wrong : List.of(
                Objective.channel(4),
                Objective.cosine(new float[] {1, 2, 3}),
                Objective.channel(1).plus(Objective.direction(new float[] {1, 2, 3, 4, 5}, 2)),
                Objective.cosine(new float[] {1, 2, 3}).neighborhood(0.5))) {
            List<Objective> many = new ArrayList<>(Collections.nCopies(9, Objective.channel(1)));
            many.add(wrong);
            assertThatIllegalArgumentException().isThrownBy(() -> visualizer.visualize(many));
        }
        assertThat(steps).hasValue(0);
    }

    @Test
    void checkpointsThatCannotBeWrittenAreToldBeforeAnyStep(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        AtomicInteger steps = new AtomicInteger();
        FeatureVisualizer visualizer = builder("deep2")
                .checkpoints(file.resolve("inside"), 2)
                .onProgress(p -> steps.incrementAndGet())
                .build();
        assertThat(catchThrowable(() -> visualizer.visualize(Objective.channel(1))))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("for checkpoints cannot be made");
        assertThat(steps).hasValue(0);
    }
}
