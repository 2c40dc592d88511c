package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.internal.graph.Communities;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.graph.SmoothDistances;
import io.github.activationatlas.umap.internal.initial.SpectralVectors;
import io.github.activationatlas.umap.internal.linalg.JacobiRotations;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class InitialLayoutTest {
    @Test
    void eigenvectorsOfASmallMatrixAreFound() {
        double[][] matrix = {{2, 1, 0}, {1, 2, 1}, {0, 1, 2}};
        JacobiRotations found =
                JacobiRotations.of(Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new));
        assertThat(found.values()).containsExactly(new double[] {2 + Math.sqrt(2), 2, 2 - Math.sqrt(2)}, within(1e-12));
        for (int v = 0; v < 3; v++) {
            for (int i = 0; i < 3; i++) {
                double product = 0;
                for (int j = 0; j < 3; j++) {
                    product += matrix[i][j] * found.vectors()[v][j];
                }
                assertThat(product).isCloseTo(found.values()[v] * found.vectors()[v][i], within(1e-12));
            }
        }
    }

    /** The functions on a ring of n points are cosines: those of the first frequency come first, with the value cos(2 pi / n). */
    @Test
    void theSmoothestFunctionsOnARingAreItsFirstWaves() {
        int n = 60;
        FuzzyGraph ring = ring(n);
        try (Workers workers = new Workers(2)) {
            double[][] vectors = SpectralVectors.of(ring, 2, 5, workers);
            for (int i = 0; i < n; i++) {
                // Both waves together have the same strength everywhere.
                assertThat(Math.hypot(vectors[0][i], vectors[1][i])).isCloseTo(Math.sqrt(2.0 / n), within(1e-3));
                double around = (vectors[0][(i + 1) % n] + vectors[0][(i + n - 1) % n]) / 2;
                assertThat(around).isCloseTo(Math.cos(2 * Math.PI / n) * vectors[0][i], within(1e-4));
            }
        }
    }

    private static FuzzyGraph ring(int n) {
        int[] first = new int[n + 1];
        int[] heads = new int[2 * n];
        float[] weights = new float[2 * n];
        Arrays.fill(weights, 0.5f);
        for (int i = 0; i < n; i++) {
            first[i + 1] = 2 * i + 2;
            heads[2 * i] = Math.min((i + 1) % n, (i + n - 1) % n);
            heads[2 * i + 1] = Math.max((i + 1) % n, (i + n - 1) % n);
        }
        return new FuzzyGraph(first, heads, weights);
    }

    @Test
    void aSpectralStartUnrollsWhatIsConnectedAndKeepsPartsApart() {
        float[][] rows = Clusters.of(4, 60, 8, 2);
        UmapModel model = Umap.builder().init(Init.SPECTRAL).build().fit(rows);
        assertThat(model.quality(10).trustworthiness()).isGreaterThan(0.9);
        List<UmapSnapshot> seen = new ArrayList<>();
        Umap.builder()
                .init(Init.SPECTRAL)
                .nEpochs(1)
                .onSnapshot(1, seen::add)
                .build()
                .fit(rows);
        // The four clusters have no edge in common, and each starts around its own place.
        float[][] start = seen.get(0).embedding();
        for (int i = 0; i < start.length; i++) {
            float[] center = new float[2];
            int cluster = i / 60;
            for (int j = cluster * 60; j < (cluster + 1) * 60; j++) {
                center[0] += start[j][0] / 60;
                center[1] += start[j][1] / 60;
            }
            for (int j = 0; j < start.length; j += 60) {
                if (j / 60 != cluster) {
                    assertThat(Metric.EUCLIDEAN.between(start[i], center))
                            .isLessThan(Metric.EUCLIDEAN.between(start[j], center));
                }
            }
        }
    }

    @Test
    void pointsJoinIntoTheirClustersAndClustersIntoAGraph() {
        float[][] rows = Clusters.of(5, 80, 6, 3);
        try (Workers workers = new Workers(2)) {
            // So many neighbours that clusters have edges in common.
            NeighborTable near = Umap.builder()
                    .nNeighbors(100)
                    .build()
                    .neighbors(Vectors.of(rows))
                    .table();
            FuzzyGraph graph = FuzzyGraph.union(near, SmoothDistances.of(near, 1, workers), 1, workers);
            Communities parts = Communities.of(graph, 1);
            assertThat(parts.count()).isEqualTo(5);
            for (int i = 0; i < rows.length; i++) {
                assertThat(parts.of()[i]).isEqualTo(i / 80);
            }
            FuzzyGraph coarse = parts.graph(graph);
            assertThat(coarse.points()).isEqualTo(5);
            float most = 0;
            for (int part = 0; part < 5; part++) {
                for (int e = coarse.first()[part]; e < coarse.first()[part + 1]; e++) {
                    int other = coarse.heads()[e];
                    int back =
                            Arrays.binarySearch(coarse.heads(), coarse.first()[other], coarse.first()[other + 1], part);
                    assertThat(back).isNotNegative();
                    assertThat(coarse.weights()[back]).isCloseTo(coarse.weights()[e], within(1e-5f));
                    most = Math.max(most, coarse.weights()[e]);
                }
            }
            assertThat(most).isEqualTo(1);
        }
    }

    /** Principal components show a long roll from the side, its turns over one another; its parts are laid out along it. */
    @Test
    void aRecursiveStartUnrollsARoll() {
        Random random = new Random(4);
        float[][] roll = new float[2000][];
        for (int i = 0; i < roll.length; i++) {
            double turn = 4 + 9 * random.nextDouble();
            roll[i] = new float[] {
                (float) (turn * Math.cos(turn)), (float) (turn * Math.sin(turn)), 40 * random.nextFloat()
            };
        }
        assertThat(start(roll, Init.PCA)).isLessThan(0.95);
        assertThat(start(roll, Init.RECURSIVE)).isGreaterThan(0.97);
    }

    /** A start is smoothed, so that few points lie where only chance put them. */
    @Test
    void evenARandomStartShowsSomeOfTheVectors() {
        float[][] rows = Clusters.of(5, 60, 8, 3);
        assertThat(start(rows, Init.RANDOM)).isGreaterThan(0.8);
    }

    /** The trustworthiness of a start. */
    private static double start(float[][] rows, Init init) {
        List<UmapSnapshot> seen = new ArrayList<>();
        Umap.builder()
                .init(init)
                .nEpochs(1)
                .seed(3)
                .onSnapshot(1, seen::add)
                .build()
                .fit(rows);
        return LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, seen.get(0).embedding(), 15)
                .trustworthiness();
    }

    @Test
    void givenCoordinatesAreTheStart() {
        float[][] rows = Clusters.of(2, 30, 5, 1);
        float[][] given = new float[60][2];
        for (int i = 0; i < 60; i++) {
            given[i] = new float[] {i, -3 * i};
        }
        List<UmapSnapshot> seen = new ArrayList<>();
        UmapModel model = Umap.builder()
                .init(given)
                .nEpochs(10)
                .onSnapshot(4, seen::add)
                .build()
                .fit(rows);
        assertThat(seen.stream().map(UmapSnapshot::epoch).collect(Collectors.toList()))
                .containsExactly(0, 4, 8, 10);
        assertThat(seen.get(3).embedding()).isDeepEqualTo(model.embedding());
        assertThat(seen.get(3).epochs()).isEqualTo(10);
        for (int i = 0; i < 60; i++) {
            assertThat(seen.get(0).embedding()[i][0]).isCloseTo(19 / 3f * i / 59f, within(1e-3f));
            assertThat(seen.get(0).embedding()[i][1]).isCloseTo(19 - 19 * i / 59f, within(1e-3f));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().init(new float[59][2]).build().fit(rows))
                .withMessage("there are 60 vectors, but 59 coordinates");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().init(new float[60][3]).build().fit(rows))
                .withMessage("nComponents is 2, but row 0 of the coordinates has 3");
    }
}
