package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.plan.Threads;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an icon depends on beside its seed and objective. */
class SameIconsTest {
    private static final String LAYER = "mixed4a";

    private static List<Visualization> icons(int steps, int batch, int threads, boolean whole) {
        int channels = VisionModel.bundled().layer(LAYER).shape().channels();
        List<Objective> objectives = IntStream.range(0, 8)
                .mapToObj(i -> Recipe.DEFAULT.toward(GradientsTest.noise(channels, i), null))
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

    @Test
    void batchAndThreadsDoNotChangeABit() {
        List<Visualization> icons = icons(20, 8, 1, false);
        for (int batch : new int[] {8, 4, 3}) {
            for (int threads = 1; threads <= 2; threads++) {
                List<Visualization> others = icons(20, batch, threads, false);
                for (int i = 0; i < icons.size(); i++) {
                    assertThat(Values.of(others.get(i).image()))
                            .isEqualTo(Values.of(icons.get(i).image()));
                    assertThat(others.get(i).trajectory())
                            .isEqualTo(icons.get(i).trajectory());
                    assertThat(others.get(i).reached()).isEqualTo(icons.get(i).reached());
                }
            }
        }
    }

    @Test
    void aLayersMiddleGivesWhatTheWholeLayerGivesUpToRounding() {
        // Few steps, as roundings grow from step to step.
        List<Visualization> middle = icons(4, 8, 1, false);
        List<Visualization> whole = icons(4, 8, 1, true);
        for (int i = 0; i < middle.size(); i++) {
            for (int step = 0; step < 4; step++) {
                assertThat(whole.get(i).trajectory().get(step))
                        .isCloseTo(middle.get(i).trajectory().get(step), within(2e-3));
            }
            float[] expected = Values.of(middle.get(i).image());
            assertThat(Values.of(whole.get(i).image())).containsExactly(expected, within(2.5f / 255));
        }
    }
}
