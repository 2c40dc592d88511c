package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.activationatlas.testing.NullCalls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What is null is named. */
class NullsTest {
    private static final float[][] ROWS = Clusters.of(2, 6, 3, 1);

    private static NullCalls calls() {
        return new NullCalls(
                ROWS,
                Vectors.of(ROWS),
                Metric.COSINE,
                Target.categories(new int[ROWS.length]),
                Path.of("none"),
                List.of(),
                Map.of(),
                Umap.builder().build().settings(),
                NeighborGraph.of(Vectors.of(ROWS), Metric.EUCLIDEAN, 3));
    }

    @TestFactory
    Stream<DynamicTest> settings() {
        return calls().settings(Umap.builder());
    }

    @TestFactory
    Stream<DynamicTest> factories() {
        return calls().statics(
                        Target.class,
                        NeighborGraph.class,
                        Vectors.class,
                        Npy.class,
                        UmapModel.class,
                        LayoutQuality.class,
                        UmapSettings.class);
    }

    @TestFactory
    Stream<DynamicTest> work() {
        Umap umap = Umap.builder().nNeighbors(3).nEpochs(2).build();
        UmapModel model = umap.fit(ROWS);
        return calls().methods(umap, model, model.neighbors(), Npy.of(ROWS));
    }

    @Test
    void aSettingThatIsRefusedIsNotTaken() {
        UmapBuilder builder = Umap.builder().metric(Metric.COSINE);
        assertThatNullPointerException().isThrownBy(() -> builder.metric(null)).withMessage("metric must not be null");
        assertThat(builder.build().metric()).isEqualTo(Metric.COSINE);
    }
}
