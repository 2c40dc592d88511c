package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.graph.SmoothDistances;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each stage against the values that umap-learn prints for the same 50 vectors, two of which are alike. */
class UmapLearnTest {
    private static final int K = 8;
    private static final Vectors DATA = Vectors.of(UmapLearn.rows("data", 4));

    @ParameterizedTest
    @CsvSource({"1,0.1", "1,0", "1,0.5", "1,0.99", "2,0.1", "0.5,0.25"})
    void theCurveIsTheSame(String spread, String minDist) {
        SimilarityCurve curve = SimilarityCurve.fit(Double.parseDouble(spread), Double.parseDouble(minDist));
        double[] expected = UmapLearn.values("curve." + spread + "." + minDist);
        assertThat(curve.a()).isCloseTo(expected[0], within(1e-5));
        assertThat(curve.b()).isCloseTo(expected[1], within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(names = {"EUCLIDEAN", "COSINE", "CORRELATION", "MANHATTAN"})
    void neighboursAndTheWholeGraphAreTheSame(Metric metric) {
        String name = metric.name().toLowerCase(java.util.Locale.ROOT);
        NeighborTable neighbors = neighbors(metric);
        assertThat(neighbors.ids()).isEqualTo(UmapLearn.ints(name + ".ids"));
        double[] distances = UmapLearn.values(name + ".distances");
        for (int i = 0; i < distances.length; i++) {
            assertThat((double) neighbors.distances()[i]).isCloseTo(distances[i], within(1e-5));
        }
        assertSame(union(neighbors, 1, 1), name + ".graph");
    }

    @ParameterizedTest
    @CsvSource({"1", "2.5", "0.5"})
    void scalesMembershipsAndMixedSetsAreTheSame(String connectivity) {
        NeighborTable neighbors = neighbors(Metric.EUCLIDEAN);
        double local = Double.parseDouble(connectivity);
        SmoothDistances scales = scales(neighbors, local);
        double[] rho = UmapLearn.values("rho." + connectivity);
        double[] sigma = UmapLearn.values("sigma." + connectivity);
        double[] memberships = UmapLearn.values("memberships." + connectivity);
        for (int i = 0; i < rho.length; i++) {
            assertThat(scales.rho()[i]).isCloseTo(rho[i], within(1e-5));
            assertThat(scales.sigma()[i]).isCloseTo(sigma[i], within(1e-5));
            for (int place = 0; place < K - 1; place++) {
                assertThat(scales.membership(i, neighbors.distance(i, place)))
                        .isCloseTo(memberships[i * (K - 1) + place], within(1e-4));
            }
        }
        assertSame(union(neighbors, local, 0.25), "mixed." + connectivity);
    }

    @Test
    void anEdgeIsSampledAsOften() {
        float[] weights = union(neighbors(Metric.EUCLIDEAN), 1, 1).weights();
        double[] expected = UmapLearn.values("epochs_per_sample");
        double max = 0;
        for (float w : weights) {
            max = Math.max(max, w);
        }
        assertThat(weights).hasSameSizeAs(expected);
        for (int e = 0; e < weights.length; e++) {
            // umap-learn marks with -1 what is due less than once, which it drops.
            assertThat(max / weights[e]).isCloseTo(expected[e], within(1e-3 * expected[e]));
        }
    }

    static NeighborTable neighbors(Metric metric) {
        return Umap.builder()
                .nNeighbors(K)
                .metric(metric)
                .build()
                .neighbors(DATA)
                .table();
    }

    static FuzzyGraph union(NeighborTable neighbors, double localConnectivity, double mix) {
        try (Workers workers = new Workers(2)) {
            return FuzzyGraph.union(neighbors, SmoothDistances.of(neighbors, localConnectivity, workers), mix, workers);
        }
    }

    static SmoothDistances scales(NeighborTable neighbors, double localConnectivity) {
        try (Workers workers = new Workers(2)) {
            return SmoothDistances.of(neighbors, localConnectivity, workers);
        }
    }

    static void assertSame(FuzzyGraph graph, String name) {
        int[] rows = UmapLearn.ints(name + ".rows");
        int[] columns = UmapLearn.ints(name + ".columns");
        double[] weights = UmapLearn.values(name + ".weights");
        double[][] expected = new double[graph.points()][graph.points()];
        for (int e = 0; e < rows.length; e++) {
            expected[rows[e]][columns[e]] = weights[e];
        }
        double[][] actual = new double[graph.points()][graph.points()];
        for (int i = 0; i < graph.points(); i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                actual[i][graph.heads()[e]] = graph.weights()[e];
            }
        }
        double farthest = 0;
        for (int i = 0; i < graph.points(); i++) {
            for (int j = 0; j < graph.points(); j++) {
                farthest = Math.max(farthest, Math.abs(expected[i][j] - actual[i][j]));
            }
        }
        assertThat(farthest).as("largest difference of a weight").isLessThan(1e-4);
    }
}
