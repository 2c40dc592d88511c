package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.inversion.internal.image.GradientsTest;
import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.models.Threads;
import io.github.activationatlas.models.VisionModel;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an icon depends on beside its seed and objective. */
class SameIconsTest {
    private static final String LAYER = "mixed4a";

    private static List<Visualization> icons(int steps, int batch, int threads, boolean whole) {
        int channels = VisionModel.bundled().layer(LAYER).shape().channels();
        List<Objective> objectives = IntStream.range(0, 8)
                .mapToObj(i -> Recipe.DEFAULT.objective(GradientsTest.noise(channels, i), null))
                .map(o -> whole ? o.plus(Objective.channel(0).times(0)) : o)
                .toList();
        int allowed = Threads.allowed();
        Threads.allow(threads);
        try {
            return FeatureVisualizer.builder(VisionModel.bundled(), LAYER)
                    .size(48)
                    .steps(steps)
                    .batch(batch)
                    .build()
                    .visualize(objectives);
        } finally {
            Threads.allow(allowed);
        }
    }

    /** On AVX-512 not a bit differs, but ND4J promises no order of additions; few steps, as roundings grow from step to step. */
    @Test
    void batchAndThreadsChangeNoMoreThanRounding() {
        List<Visualization> icons = icons(4, 8, 1, false);
        for (int batch : new int[] {8, 4, 3}) {
            for (int threads = 1; threads <= 2; threads++) {
                assertSame(icons(4, batch, threads, false), icons);
            }
        }
    }

    private static void assertSame(List<Visualization> actual, List<Visualization> expected) {
        for (int i = 0; i < expected.size(); i++) {
            for (int step = 0; step < 4; step++) {
                assertThat(actual.get(i).trajectory().get(step))
                        .isCloseTo(expected.get(i).trajectory().get(step), within(2e-3));
            }
            assertThat(ImageConversion.rgb(actual.get(i).image()))
                    .containsExactly(ImageConversion.rgb(expected.get(i).image()), within(2.5f / 255));
        }
    }

    @Test
    void aLayersMiddleGivesWhatTheWholeLayerGivesUpToRounding() {
        assertSame(icons(4, 8, 1, true), icons(4, 8, 1, false));
    }
}
