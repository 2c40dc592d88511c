package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.umap.internal.vectors.IntSet;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighborGraphTest {
    /** Vectors of which some are alike. */
    static float[][] random(long seed, int n, int dimension) {
        Random random = new Random(seed);
        float[][] rows = new float[n][dimension];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < dimension; j++) {
                rows[i][j] = (float) random.nextGaussian();
            }
            if (i > 0 && random.nextInt(4) == 0) {
                rows[i] = rows[random.nextInt(i)].clone();
            }
        }
        return rows;
    }

    @Property(tries = 100)
    void rowsAreSortedAndWithoutRepeats(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n, @ForAll Metric metric) {
        Assume.that(metric != Metric.HAVERSINE && metric != Metric.HELLINGER);
        NeighborGraph graph = Umap.builder()
                .nNeighbors(7)
                .metric(metric)
                .threads(2)
                .build()
                .neighbors(Vectors.of(random(seed, n, 5)));
        assertThat(graph.size()).isEqualTo(n);
        assertThat(graph.k()).isEqualTo(Math.min(6, n - 1));
        for (int i = 0; i < n; i++) {
            IntSet seen = new IntSet();
            for (int place = 0; place < graph.k(); place++) {
                assertThat(graph.id(i, place)).isBetween(0, n - 1).isNotEqualTo(i);
                assertThat(seen.add(graph.id(i, place))).isTrue();
                assertThat(graph.distance(i, place)).isBetween(place == 0 ? 0 : graph.distance(i, place - 1), 1e6f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HAVERSINE", "HELLINGER"})
    void nearlyAllNeighboursAreFoundWhateverTheMetric(Metric metric) {
        Vectors vectors = Vectors.of(Clusters.of(20, 260, 16, 2));
        NeighborGraph graph = NeighborGraph.of(vectors, metric, 14);
        assertThat(graph.recall(vectors, metric, 500, 1)).isGreaterThan(0.95);
    }

    @Test
    void aFunctionOfTheUsersIsAsGoodAsABuiltInOne() {
        Vectors vectors = Vectors.of(Clusters.of(4, 60, 6, 5));
        Distance own = (x, y) -> Metric.MANHATTAN.between(x, y);
        assertThat(NeighborGraph.of(vectors, own, 9)).isEqualTo(NeighborGraph.of(vectors, Metric.MANHATTAN, 9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighborGraph.of(vectors, (x, y) -> Float.NaN, 3))
                .withMessageContaining("the distance CUSTOM of rows")
                .withMessageContaining("is NaN; distances must be finite and not below 0");
    }

    @Test
    void innerProductsAreOrderedAndRaisedToDistances() {
        float[][] rows = {{3, 0}, {1, 0}, {0, 2}, {1, 1}};
        NeighborGraph graph = NeighborGraph.of(Vectors.of(rows), Metric.INNER_PRODUCT, 3);
        // The products of (1, 1) are 3, 1, 2 and the longest vector has length 3.
        assertThat(graph.id(3, 0)).isEqualTo(0);
        assertThat(graph.id(3, 1)).isEqualTo(2);
        assertThat(graph.id(3, 2)).isEqualTo(1);
        float length = (float) Math.sqrt(2);
        assertThat(graph.distance(3, 0)).isEqualTo(3 * length - 3);
        assertThat(graph.distance(3, 2)).isEqualTo(3 * length - 1);
    }

    @Test
    void recallCountsWhatIsMissing() {
        float[][] line = {{0}, {1}, {3}, {7}};
        Vectors vectors = Vectors.of(line);
        NeighborGraph right = NeighborGraph.of(vectors, Metric.EUCLIDEAN, 1);
        assertThat(right.recall(vectors, Metric.EUCLIDEAN, 10, 1)).isEqualTo(1);
        NeighborGraph half = NeighborGraph.of(new int[][] {{1}, {0}, {3}, {0}}, new float[][] {{1}, {1}, {4}, {7}});
        assertThat(half.recall(vectors, Metric.EUCLIDEAN, 10, 1)).isEqualTo(0.5);
    }

    @Test
    void givenNeighboursAreChecked() {
        refused(new int[][] {{1}, {2}}, new float[][] {{1}, {1}}, "row 1 names point 2, but points are 0 to 1");
        refused(new int[][] {{1}, {1}}, new float[][] {{1}, {1}}, "row 1 names the point itself; leave it out");
        refused(new int[][] {{1, 1}, {0, 0}}, new float[][] {{1, 1}, {1, 1}}, "row 0 names point 1 twice");
        refused(
                new int[][] {{1}, {0}},
                new float[][] {{1}, {-1}},
                "distance 0 of row 1 is -1.0; it must be finite and not below 0");
        refused(
                new int[][] {{1, 2}, {0, 2}, {0, 1}},
                new float[][] {{2, 1}, {1, 1}, {1, 1}},
                "row 0 is not sorted: distance 1 is below the one before");
        refused(new int[][] {{1}, {0}}, new float[][] {{1}}, "there are ids of 2 points, but distances of 1");
    }

    private static void refused(int[][] ids, float[][] distances, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighborGraph.of(ids, distances))
                .withMessage(message);
    }

    @Test
    void aFitWithKnownNeighboursIsTheSameFit() {
        float[][] rows = Clusters.of(3, 50, 8, 6);
        Vectors vectors = Vectors.of(rows);
        Umap umap = Umap.builder().nEpochs(20).build();
        NeighborGraph more = NeighborGraph.of(vectors, Metric.EUCLIDEAN, 30);
        UmapModel given = umap.fit(vectors, more);
        assertThat(given.embedding()).isDeepEqualTo(umap.fit(rows).embedding());
        assertThat(given.neighbors().k()).isEqualTo(14);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> umap.fit(Vectors.of(new float[40][2]), more))
                .withMessage("there are 40 vectors, but neighbours of 150 points");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> umap.fit(vectors, NeighborGraph.of(vectors, Metric.EUCLIDEAN, 5)))
                .withMessage("nNeighbors is 15, itself counted, but the graph has only 5 neighbours a point");
    }
}
