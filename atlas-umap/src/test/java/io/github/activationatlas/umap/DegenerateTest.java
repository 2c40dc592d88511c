package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the data is, what is public answers with finite numbers, or refuses it in one sentence. */
class DegenerateTest {
    @TempDir
    static Path folder;

    private interface Work {
        Object of(float[][] rows) throws Exception;
    }

    private static Map<String, float[][]> data() {
        Map<String, float[][]> data = new LinkedHashMap<>();
        data.put("none", new float[0][]);
        data.put("one", new float[][] {{1, 2}});
        data.put("two", new float[][] {{1, 2}, {3, 1}});
        data.put("three", new float[][] {{1, 2}, {3, 1}, {5, 5}});
        data.put("two equal", new float[][] {{1, 2}, {1, 2}});
        data.put("zeros", new float[30][2]);
        float[][] constant = new float[30][];
        for (int i = 0; i < constant.length; i++) {
            constant[i] = new float[] {i, i};
        }
        data.put("constant vectors", constant);
        float[][] some = Clusters.of(1, 30, 2, 1);
        some[4] = new float[2];
        data.put("one zero", some);
        float[][] line = new float[30][];
        for (int i = 0; i < line.length; i++) {
            line[i] = new float[] {i};
        }
        data.put("one column", line);
        data.put("no columns", new float[3][0]);
        return data;
    }

    private static Map<String, Work> work() {
        Map<String, Work> work = new LinkedHashMap<>();
        Umap quick = Umap.builder().nEpochs(3).build();
        for (Metric metric : Metric.values()) {
            Umap umap = quick.toBuilder().metric(metric).build();
            work.put("fit by " + metric, rows -> umap.fit(rows).embedding());
            work.put("neighbours by " + metric, rows -> NeighborGraph.of(Vectors.of(rows), metric, 5));
            work.put(
                    "recall by " + metric,
                    rows -> NeighborGraph.of(Vectors.of(rows), metric, 5).recall(Vectors.of(rows), metric, 5, 1));
            work.put("placing by " + metric, rows -> umap.fit(rows).transform(rows));
            work.put(
                    "adopting by " + metric,
                    rows -> umap.fromLayout(Vectors.of(rows), new float[rows.length][2])
                            .transform(rows));
            work.put("quality by " + metric, rows -> figures(umap.fit(rows).quality(5)));
            work.put(
                    "quality by " + metric + " of one neighbour",
                    rows -> figures(umap.fit(rows).quality(1)));
        }
        for (Init init : Init.values()) {
            work.put(
                    "fit from " + init,
                    rows -> quick.toBuilder().init(init).build().fit(rows).embedding());
            work.put(
                    "three dimensions from " + init,
                    rows -> quick.toBuilder()
                            .init(init)
                            .nComponents(3)
                            .build()
                            .fit(rows)
                            .embedding());
        }
        work.put(
                "start of zeros",
                rows -> quick.toBuilder()
                        .init(new float[rows.length][2])
                        .build()
                        .fit(rows)
                        .embedding());
        work.put(
                "density",
                rows -> quick.toBuilder().densMap(true).build().fit(rows).embedding());
        work.put(
                "not deterministic",
                rows -> quick.toBuilder().deterministic(false).build().fit(rows).embedding());
        work.put(
                "one category",
                rows -> quick.fit(Vectors.of(rows), Target.categories(new int[rows.length]))
                        .embedding());
        work.put("unknown categories", rows -> {
            int[] unknown = new int[rows.length];
            Arrays.fill(unknown, -1);
            return quick.fit(Vectors.of(rows), Target.categories(unknown)).embedding();
        });
        work.put("own categories alone", rows -> {
            int[] own = new int[rows.length];
            Arrays.setAll(own, i -> i);
            return quick.toBuilder()
                    .targetWeight(1)
                    .build()
                    .fit(Vectors.of(rows), Target.categories(own))
                    .embedding();
        });
        work.put(
                "one number",
                rows -> quick.fit(Vectors.of(rows), Target.numbers(new float[rows.length]))
                        .embedding());
        work.put(
                "given neighbours",
                rows -> quick.fit(Vectors.of(rows), quick.neighbors(Vectors.of(rows)))
                        .embedding());
        work.put(
                "fewer given neighbours than wanted",
                rows -> quick.toBuilder()
                        .nNeighbors(20)
                        .build()
                        .fit(Vectors.of(rows), NeighborGraph.of(Vectors.of(rows), Metric.EUCLIDEAN, 3))
                        .embedding());
        work.put(
                "aligned",
                rows -> quick.fitAligned(List.of(Vectors.of(rows), Vectors.of(rows)))
                        .get(1)
                        .embedding());
        work.put("aligned without relations", rows -> {
            int[] none = new int[rows.length];
            Arrays.fill(none, -1);
            return quick.fitAligned(List.of(Vectors.of(rows), Vectors.of(rows)), List.of(none))
                    .get(1)
                    .embedding();
        });
        work.put(
                "connected to many",
                rows -> quick.toBuilder()
                        .localConnectivity(20)
                        .build()
                        .fit(rows)
                        .embedding());
        work.put(
                "not connected",
                rows -> quick.toBuilder()
                        .localConnectivity(0)
                        .setOpMixRatio(0)
                        .build()
                        .fit(rows)
                        .embedding());
        work.put("nobody is placed", rows -> quick.fit(rows).transform(new float[0][]));
        work.put("far ones are placed", rows -> {
            float[] far = new float[Vectors.of(rows).dimension()];
            Arrays.fill(far, 3e38f);
            return quick.fit(rows).transform(new float[][] {far});
        });
        work.put("one is placed", rows -> new float[][] {quick.fit(rows).transform(rows[0])});
        work.put("saved and loaded", rows -> {
            Path model = Files.createTempDirectory(folder, "model").resolve("m");
            quick.fit(rows).save(model);
            return UmapModel.load(model).transform(rows);
        });
        return work;
    }

    private static float[][] figures(LayoutQuality q) {
        return new float[][] {{(float) q.trustworthiness(), (float) q.continuity(), (float) q.neighborPreservation()}};
    }

    @Test
    void whatCannotBeMeasuredIsRefusedWithTheReason() {
        Vectors two = Vectors.of(new float[][] {{1, 2}, {3, 1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayoutQuality.of(two, Metric.EUCLIDEAN, new float[2][2], 1))
                .withMessage("a layout of 3 or more vectors can be measured, but there are 2");
        Vectors some = Vectors.of(Clusters.of(1, 9, 2, 1));
        float[][] ragged = new float[9][2];
        ragged[4] = new float[1];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayoutQuality.of(some, Metric.EUCLIDEAN, ragged, 2))
                .withMessage("row 4 of the layout has 1 coordinates, but row 0 has 2");
        float[][] infinite = new float[9][2];
        infinite[7][1] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayoutQuality.of(some, Metric.EUCLIDEAN, infinite, 2))
                .withMessage("value 1 of row 7 is NaN; vectors must be finite");
        int[][] ids = new int[60_000][];
        Arrays.fill(ids, new int[40_000]);
        float[][] distances = new float[60_000][];
        Arrays.fill(distances, new float[40_000]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighborGraph.of(ids, distances))
                .withMessage("60000 rows of 40000 ids are more than one array can hold");
    }

    @TestFactory
    Stream<DynamicTest> everythingIsAnsweredOrRefused() {
        List<DynamicTest> tests = new ArrayList<>();
        data().forEach((name, rows) -> work().forEach((doing, work) -> tests.add(
                DynamicTest.dynamicTest(name + ", " + doing, () -> answers(name + ", " + doing, rows, work)))));
        return tests.stream();
    }

    private static void answers(String name, float[][] rows, Work work) throws Exception {
        Object[] answer = new Object[1];
        Throwable thrown = catchThrowable(() -> answer[0] = work.of(rows));
        if (thrown == null) {
            if (answer[0] instanceof float[][] values) {
                for (float[] row : values) {
                    for (float v : row) {
                        assertThat(Float.isFinite(v)).as(name).isTrue();
                    }
                }
            }
            return;
        }
        assertThat(thrown).as(name).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.getMessage()).as(name).isNotBlank().doesNotContain("null");
    }
}
