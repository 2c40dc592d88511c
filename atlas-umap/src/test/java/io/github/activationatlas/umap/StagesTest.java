package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.graph.SmoothDistances;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.neighbors.DescentSearch;
import io.github.activationatlas.umap.internal.neighbors.ExactSearch;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;
import io.github.activationatlas.umap.internal.vectors.PrincipalAxes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The stages of UMAP by themselves. */
class StagesTest {
    @Test
    void theCurveOfTheDefaultsIsUmapLearns() {
        SimilarityCurve curve = SimilarityCurve.fit(1, 0.1);
        assertThat(curve.a()).isCloseTo(1.576943460405378, within(1e-6));
        assertThat(curve.b()).isCloseTo(0.8950608781227859, within(1e-6));
    }

    @Property(tries = 60)
    void membershipsOfTheNeighboursSumToLogK(@ForAll @IntRange(min = 4, max = 40) int k, @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        float[] row = new float[k - 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = 0.5f + random.nextFloat();
        }
        java.util.Arrays.sort(row);
        SmoothDistances scales = smooth(row.length, row);
        double sum = 0;
        for (float d : row) {
            double membership = scales.membership(0, d);
            assertThat(membership).isBetween(0.0, 1.0);
            sum += membership;
        }
        assertThat(scales.rho()[0]).isEqualTo(row[0]);
        assertThat(sum).isCloseTo(Math.log(k) / Math.log(2), within(1e-4));
    }

    private static SmoothDistances smooth(int k, float... distances) {
        int[] ids = new int[distances.length];
        java.util.Arrays.setAll(ids, i -> i);
        try (Workers workers = new Workers(1)) {
            return SmoothDistances.of(new NeighborTable(ids.length / k, k, ids, distances), 1, workers);
        }
    }

    private static FuzzyGraph union(NeighborTable neighbors, SmoothDistances scales, double mix) {
        try (Workers workers = new Workers(2)) {
            return FuzzyGraph.union(neighbors, scales, mix, workers);
        }
    }

    @Test
    void identicalNeighboursHaveFullMembership() {
        SmoothDistances scales = smooth(3, 0, 0, 0, 0, 0, 2);
        assertThat(scales.rho()).containsExactly(0, 2);
        assertThat(scales.membership(0, 0)).isEqualTo(1);
        assertThat(scales.membership(1, 2)).isEqualTo(1);
    }

    @Test
    void theUnionOfTwoViewsIsTheirProbabilisticSum() {
        float none = Float.POSITIVE_INFINITY;
        NeighborTable neighbors =
                new NeighborTable(3, 2, new int[] {1, 2, 0, 2, 1, -1}, new float[] {1, 2, 1, 3, 2, none});
        SmoothDistances scales = new SmoothDistances(new double[] {1, 1, 1}, new double[] {1, 2, 4});
        FuzzyGraph graph = union(neighbors, scales, 1);
        double a = Math.exp(-1);
        double b = Math.exp(-(3.0 - 1) / 2);
        double c = Math.exp(-(2.0 - 1) / 4);
        assertThat(graph.first()).containsExactly(0, 2, 4, 6);
        assertThat(graph.heads()).containsExactly(1, 2, 0, 2, 0, 1);
        assertThat((double) graph.weights()[0]).isCloseTo(1, within(1e-6));
        assertThat((double) graph.weights()[1]).isCloseTo(a, within(1e-6));
        assertThat((double) graph.weights()[3]).isCloseTo(b + c - b * c, within(1e-6));
        assertThat(graph.weights()[5]).isEqualTo(graph.weights()[3]);
        FuzzyGraph intersection = union(neighbors, scales, 0);
        assertThat(intersection.heads()).containsExactly(1, 0, 2, 1);
        assertThat((double) intersection.weights()[2]).isCloseTo(b * c, within(1e-6));
    }

    @Property(tries = 20)
    void exactSearchFindsTheNearestInOrder(@ForAll long seed, @ForAll @IntRange(min = 5, max = 80) int n) {
        java.util.Random random = new java.util.Random(seed);
        float[][] rows = new float[n][3];
        for (float[] row : rows) {
            for (int j = 0; j < 3; j++) {
                row[j] = random.nextInt(4);
            }
        }
        MetricVectors points = MetricVectors.of(Vectors.of(rows), Metric.EUCLIDEAN);
        try (Workers workers = new Workers(2)) {
            NeighborTable lists = new ExactSearch(points).search(4, workers, p -> {});
            for (int i = 0; i < n; i++) {
                int row = i;
                int[] expected = java.util.stream.IntStream.range(0, n)
                        .filter(j -> j != row)
                        .boxed()
                        .sorted(java.util.Comparator.comparing((Integer j) -> points.squared(row, j))
                                .thenComparing(j -> j))
                        .limit(4)
                        .mapToInt(j -> j)
                        .toArray();
                for (int k = 0; k < 4; k++) {
                    assertThat(lists.id(i, k)).isEqualTo(expected[k]);
                }
            }
        }
    }

    @Test
    void descentFindsNearlyAllNeighbours() {
        MetricVectors points = MetricVectors.of(Vectors.of(Clusters.of(20, 300, 24, 2)), Metric.COSINE);
        try (Workers workers = new Workers(2)) {
            NeighborTable exact = new ExactSearch(points).search(20, workers, p -> {});
            NeighborTable found = new DescentSearch(points, points, 1).search(20, workers, p -> {});
            int right = 0;
            for (int i = 0; i < points.size(); i++) {
                for (int k = 0; k < 20; k++) {
                    right += found.distance(i, k) <= exact.distance(i, 19) ? 1 : 0;
                }
            }
            assertThat(right / 20.0 / points.size()).isGreaterThan(0.95);
        }
    }

    @Test
    void theFirstComponentIsTheDirectionInWhichPointsDiffer() {
        java.util.Random random = new java.util.Random(1);
        float[][] rows = new float[500][5];
        for (float[] row : rows) {
            float t = (float) random.nextGaussian();
            for (int j = 0; j < 5; j++) {
                row[j] = (j + 1) * t + 0.01f * (float) random.nextGaussian();
            }
        }
        try (Workers workers = new Workers(1)) {
            NormalizedVectors data = NormalizedVectors.of(Vectors.of(rows), Metric.EUCLIDEAN, workers);
            float[] scores =
                    PrincipalAxes.of(data, 8, 30, 1, Products.best(), workers).scores(data, 2, workers);
            double sign = Math.signum(scores[0] * rows[0][4]);
            double dot = 0;
            double x2 = 0;
            double y2 = 0;
            for (int i = 0; i < rows.length; i++) {
                dot += sign * scores[2 * i] * rows[i][4];
                x2 += scores[2 * i] * scores[2 * i];
                y2 += rows[i][4] * rows[i][4];
            }
            assertThat(dot / Math.sqrt(x2 * y2)).isGreaterThan(0.99);
        }
    }
}
