package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Degenerate data is laid out, and one line says so. */
class FitWarningTest {

    private interface Work {
        void run();
    }

    /** The warnings that are logged meanwhile. */
    private static List<String> said(Work work) {
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(err);
        }
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(" WARN "))
                .toList();
    }

    private static List<String> fit(float[][] rows, UnaryOperator<UmapBuilder> settings) {
        return said(() -> {
            float[][] layout =
                    settings.apply(Umap.builder().nEpochs(5)).build().fit(rows).embedding();
            assertThat(layout).hasNumberOfRows(rows.length);
            for (float[] place : layout) {
                assertThat(Float.isFinite(place[0]) && Float.isFinite(place[1])).isTrue();
            }
        });
    }

    @Test
    void soundDataGetsNoWarning() {
        assertThat(fit(Clusters.of(1, 100, 5, 1), b -> b)).isEmpty();
        assertThat(said(() -> NeighborGraph.of(Vectors.of(Clusters.of(1, 100, 5, 1)), Metric.COSINE, 5)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50})
    void fewerVectorsThanNeighboursAreToldOf(int n) {
        assertThat(fit(Clusters.of(1, n, 5, 1), b -> b.nNeighbors(1000)))
                .singleElement()
                .asString()
                .contains("nNeighbors is lowered from 1000 to " + n);
        assertThat(said(() -> Umap.builder().nNeighbors(60).build().neighbors(Vectors.of(Clusters.of(1, n, 5, 1)))))
                .singleElement()
                .asString()
                .contains("nNeighbors is lowered from 60 to " + n);
        assertThat(fit(Clusters.of(1, 50, 5, 1), b -> b.nNeighbors(50))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HAVERSINE", "HELLINGER"})
    void equalVectorsAreToldOf(Metric metric) {
        float[][] all = new float[40][];
        Arrays.fill(all, new float[] {1, 2, 3});
        assertThat(fit(all, b -> b.metric(metric)))
                .singleElement()
                .asString()
                .contains("all 40 vectors are equal", "3 of 3 columns are constant");
        float[][] many = Clusters.of(1, 100, 5, 1);
        for (int i = 0; i < 30; i++) {
            many[i] = many[30].clone();
        }
        assertThat(fit(many, b -> b.metric(metric)))
                .singleElement()
                .asString()
                .contains("30 of 100 vectors equal an earlier one, and up to 31 are all equal");
    }

    @Test
    void minusZeroIsZero() {
        float[][] rows = Clusters.of(1, 60, 3, 1);
        for (int i = 0; i < rows.length; i += 2) {
            rows[i] = new float[] {i, 0f, 1};
            rows[i + 1] = new float[] {i, -0f, 1};
        }
        assertThat(fit(rows, b -> b)).singleElement().asString().contains("30 of 60 vectors equal an earlier one");
    }

    @Test
    void vectorsThatTheMetricCannotTellApartAreToldOf() {
        float[][] rows = Clusters.of(1, 100, 5, 1);
        for (int i = 0; i < 30; i++) {
            rows[i] = new float[] {i + 1, 2 * (i + 1), 0, 0, i + 1};
        }
        assertThat(fit(rows, b -> b.metric(Metric.COSINE)))
                .singleElement()
                .asString()
                .contains("all neighbours of 30 of 100 vectors are at distance 0");
    }

    @Test
    void constantColumnsAreToldOf() {
        float[][] rows = Clusters.of(1, 600, 5, 1);
        for (float[] row : rows) {
            row[1] = 7;
            row[4] = 0;
        }
        assertThat(fit(rows, b -> b)).singleElement().asString().contains("2 of 5 columns are constant");
        rows[599][1] = 8;
        assertThat(fit(rows, b -> b)).singleElement().asString().contains("1 of 5 columns are constant");
    }

    @Test
    void vectorsWithoutDirectionAreToldOf() {
        float[][] rows = Clusters.of(1, 100, 5, 1);
        rows[3] = new float[5];
        assertThat(fit(rows, b -> b.metric(Metric.COSINE)))
                .singleElement()
                .asString()
                .contains("1 of 100 vectors are zero and have no direction");
        rows[3] = new float[] {4, 4, 4, 4, 4};
        assertThat(fit(rows, b -> b.metric(Metric.CORRELATION)))
                .singleElement()
                .asString()
                .contains("1 of 100 vectors are constant and have no direction");
        assertThat(fit(rows, b -> b)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Init.class)
    void partsThatNothingLinksAreToldOf(Init init) {
        float[][] rows = Clusters.of(3, 30, 5, 1);
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] += 1000 * (i / 30);
        }
        assertThat(fit(rows, b -> b.init(init)))
                .singleElement()
                .asString()
                .contains("falls into 3 parts, the largest of 30 vectors");
        NeighborGraph neighbors = NeighborGraph.of(Vectors.of(rows), Metric.EUCLIDEAN, 14);
        assertThat(said(() -> Umap.builder().nEpochs(2).build().fit(Vectors.of(rows), neighbors)))
                .singleElement()
                .asString()
                .contains("falls into 3 parts");
    }

    @Test
    void alignedSetsAreToldOfInOneLine() {
        float[][] rows = Clusters.of(1, 30, 5, 1);
        float[][] flat = Clusters.of(1, 30, 5, 1);
        for (float[] row : flat) {
            row[2] = 0;
        }
        assertThat(said(() -> Umap.builder()
                        .nEpochs(3)
                        .nNeighbors(40)
                        .build()
                        .fitAligned(List.of(Vectors.of(rows), Vectors.of(flat)))))
                .singleElement()
                .asString()
                .contains("set 0: nNeighbors", "set 1: nNeighbors", "set 1: 1 of 5 columns");
    }

    @Test
    void aGraphThatNoArrayCanHoldIsRefusedBeforeAnySearch() {
        Vectors many = new Vectors() {
            @Override
            public int rows() {
                return 2_000_000;
            }

            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public void copy(int row, float[] to) {
                to[0] = row;
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().nNeighbors(1000).build().neighbors(many))
                .withMessage("nNeighbors must be between 2 and 537 for 2000000 vectors, but was 1000");
    }

    @Test
    void whatFollowsAnArrayInItsFileIsToldOf(@TempDir Path folder) throws IOException {
        Path file = Files.write(
                folder.resolve("two.npy"), NpyBytes.file(NpyBytes.header("<f4", false, 2, 2), new byte[16 + 7]));
        List<String> said = said(() -> {
            try {
                assertThat(Npy.read(file).values()).hasSize(4);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(said).singleElement().asString().contains(file + " goes on for 7 bytes behind its array");
    }
}
