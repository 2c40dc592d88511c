package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.graph.SmoothDistances;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class FuzzyGraphTest {
    @Property(tries = 100)
    void isSymmetricWithWeightsAboveZeroAndAtMostOne(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 70) int n,
            @ForAll @DoubleRange(max = 1) double mix,
            @ForAll @DoubleRange(max = 3) double localConnectivity) {
        NeighborTable neighbors = NeighborGraph.of(
                        Vectors.of(NeighborGraphTest.random(seed, n, 4)), Metric.EUCLIDEAN, 6)
                .table();
        FuzzyGraph graph = UmapLearnTest.union(neighbors, localConnectivity, mix);
        assertThat(graph.points()).isEqualTo(n);
        float[][] weights = new float[n][n];
        for (int i = 0; i < n; i++) {
            int last = -1;
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                assertThat(graph.heads()[e]).isGreaterThan(last).isNotEqualTo(i);
                last = graph.heads()[e];
                assertThat(graph.weights()[e]).isGreaterThan(0).isLessThanOrEqualTo(1);
                weights[i][last] = graph.weights()[e];
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(weights[i][j]).isEqualTo(weights[j][i]);
            }
        }
    }

    @Property(tries = 60)
    void membershipsOfARowSumToLogKWhereNothingStopsThem(
            @ForAll long seed,
            @ForAll @IntRange(min = 30, max = 70) int n,
            @ForAll @IntRange(min = 3, max = 20) int k) {
        NeighborTable neighbors = NeighborGraph.of(
                        Vectors.of(NeighborGraphTest.random(seed, n, 4)), Metric.EUCLIDEAN, k - 1)
                .table();
        SmoothDistances scales = UmapLearnTest.scales(neighbors, 1);
        double target = Math.log(k) / Math.log(2);
        for (int i = 0; i < n; i++) {
            float[] distances = neighbors.distances(i);
            double rho = scales.rho()[i];
            long tied = 0;
            double sum = 0;
            double mean = 0;
            for (float d : distances) {
                tied += d <= rho ? 1 : 0;
                sum += scales.membership(i, d);
            }
            for (float d : distances) {
                mean += d / (double) k;
            }
            if (tied < target && scales.sigma()[i] > 1.001e-3 * mean) {
                assertThat(sum).isCloseTo(target, within(1e-4));
            }
        }
    }
}
