package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is one piece among the vectors is one piece in the layout, at the defaults, and what is apart keeps its order. */
class WholeShapesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aGridStaysAGrid(long seed) {
        Random random = new Random(seed);
        float[][] grid = new float[900][];
        Arrays.setAll(grid, i -> {
            int row = i / 30;
            int column = i % 30;
            return new float[] {
                column + 0.15f * (float) random.nextGaussian(), row + 0.15f * (float) random.nextGaussian()
            };
        });
        UmapModel model = fit(grid, seed);
        assertThat(pieces(model)).isEqualTo(1);
        LayoutQuality quality = model.quality(50);
        assertThat(quality.continuity()).isGreaterThan(0.995);
        assertThat(quality.neighborPreservation()).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSquareOfScatteredPointsIsNotTorn(long seed) {
        Random random = new Random(seed);
        float[][] square = new float[1000][];
        Arrays.setAll(square, i -> new float[] {random.nextFloat(), random.nextFloat()});
        UmapModel model = fit(square, seed);
        assertThat(pieces(model)).isEqualTo(1);
        assertThat(model.quality(50).continuity()).isGreaterThan(0.985);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRingIsNotOpened(long seed) {
        Random random = new Random(seed);
        float[][] ring = new float[300][];
        Arrays.setAll(ring, i -> {
            double angle = 2 * Math.PI * i / ring.length;
            return new float[] {
                (float) (Math.cos(angle) + 0.005 * random.nextGaussian()),
                (float) (Math.sin(angle) + 0.005 * random.nextGaussian())
            };
        });
        UmapModel model = fit(ring, seed);
        assertThat(pieces(model)).isEqualTo(1);
        assertThat(model.quality(50).continuity()).isGreaterThan(0.99);
        float[][] y = model.embedding();
        double longest = IntStream.range(0, ring.length)
                .mapToDouble(i -> Metric.EUCLIDEAN.between(y[i], y[(i + 1) % ring.length]))
                .max()
                .getAsDouble();
        assertThat(longest).as("the longest gap between neighbours").isLessThan(2);
    }

    @Test
    void aTorusIsOnePiece() {
        Random random = new Random(5);
        float[][] torus = new float[2000][];
        Arrays.setAll(torus, i -> {
            double u = 2 * Math.PI * random.nextDouble();
            double v = 2 * Math.PI * random.nextDouble();
            double r = 3 + Math.cos(v);
            return new float[] {(float) (r * Math.cos(u)), (float) (r * Math.sin(u)), (float) Math.sin(v)};
        });
        UmapModel model = fit(torus, 1);
        assertThat(pieces(model)).isEqualTo(1);
        assertThat(model.quality(50).continuity()).isGreaterThan(0.97);
    }

    /** Twenty clusters in five groups: near groups stay nearer than far ones. */
    @Test
    void clustersKeepTheirDistances() {
        Random random = new Random(7);
        float[][] centers = new float[20][10];
        for (int group = 0; group < 5; group++) {
            float[] middle = gaussian(random, 20);
            for (int c = 4 * group; c < 4 * group + 4; c++) {
                float[] offset = gaussian(random, 5);
                for (int j = 0; j < 10; j++) {
                    centers[c][j] = middle[j] + offset[j];
                }
            }
        }
        float[][] rows = new float[2000][];
        Arrays.setAll(rows, i -> {
            float[] row = gaussian(random, 1);
            for (int j = 0; j < 10; j++) {
                row[j] += centers[i % 20][j];
            }
            return row;
        });
        float[][] y = fit(rows, 1).embedding();
        float[][] means = new float[20][2];
        for (int i = 0; i < rows.length; i++) {
            means[i % 20][0] += y[i][0] / 100;
            means[i % 20][1] += y[i][1] / 100;
        }
        int right = 0;
        for (int t = 0; t < 20_000; t++) {
            int a = random.nextInt(20);
            int b = random.nextInt(20);
            int c = random.nextInt(20);
            boolean among =
                    Metric.EUCLIDEAN.between(centers[a], centers[b]) < Metric.EUCLIDEAN.between(centers[a], centers[c]);
            boolean laid = Metric.EUCLIDEAN.between(means[a], means[b]) < Metric.EUCLIDEAN.between(means[a], means[c]);
            right += among == laid ? 1 : 0;
        }
        assertThat(right / 20_000.0).isGreaterThan(0.75);
    }

    private static float[] gaussian(Random random, double deviation) {
        float[] values = new float[10];
        for (int j = 0; j < 10; j++) {
            values[j] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static UmapModel fit(float[][] rows, long seed) {
        return Umap.builder().seed(seed).build().fit(rows);
    }

    /** Parts of at least a hundredth of the points, when those nearer than six times the median fifth neighbour's distance are linked. */
    private static int pieces(UmapModel model) {
        float[][] y = model.embedding();
        int n = y.length;
        NeighborGraph near = NeighborGraph.of(Vectors.of(y), Metric.EUCLIDEAN, 5);
        double[] fifths = IntStream.range(0, n)
                .mapToDouble(i -> near.distance(i, 4))
                .sorted()
                .toArray();
        double reach = 6 * fifths[n / 2];
        boolean[] seen = new boolean[n];
        int pieces = 0;
        for (int i = 0; i < n; i++) {
            Deque<Integer> next = new ArrayDeque<>();
            int size = 0;
            if (!seen[i]) {
                seen[i] = true;
                next.add(i);
            }
            while (!next.isEmpty()) {
                int from = next.remove();
                size++;
                for (int j = 0; j < n; j++) {
                    if (!seen[j] && Metric.EUCLIDEAN.between(y[from], y[j]) <= reach) {
                        seen[j] = true;
                        next.add(j);
                    }
                }
            }
            pieces += size >= n / 100.0 ? 1 : 0;
        }
        return pieces;
    }
}
