package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UmapTest {
    @Test
    void keepsClustersApartAndNeighboursTogether() {
        float[][] rows = Clusters.of(6, 60, 20, 1);
        float[][] y = Umap.builder().build().fit(rows).embedding();
        double within = 0;
        double between = Double.POSITIVE_INFINITY;
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < y.length; j++) {
                double d = Math.hypot(y[i][0] - y[j][0], y[i][1] - y[j][1]);
                if (i / 60 == j / 60) {
                    within = Math.max(within, d);
                } else {
                    between = Math.min(between, d);
                }
            }
        }
        assertThat(between).isGreaterThan(0);
        assertThat(LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, y, 15, 1000, 1)
                        .trustworthiness())
                .isGreaterThan(0.9);
        for (int i = 0; i < y.length; i++) {
            assertThat(nearest(y, i) / 60)
                    .as("cluster of the nearest point of %s", i)
                    .isEqualTo(i / 60);
        }
    }

    private static int nearest(float[][] y, int i) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < y.length; j++) {
            double d = Math.hypot(y[i][0] - y[j][0], y[i][1] - y[j][1]);
            if (j != i && d < least) {
                least = d;
                best = j;
            }
        }
        return best;
    }

    @Test
    void unrollsACircle() {
        int n = 300;
        float[][] rows = new float[n][3];
        for (int i = 0; i < n; i++) {
            double t = 2 * Math.PI * i / n;
            rows[i] = new float[] {(float) Math.cos(t), (float) Math.sin(t), 0};
        }
        float[][] y = Umap.builder().nNeighbors(10).build().fit(rows).embedding();
        assertThat(LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, y, 10, n, 1)
                        .trustworthiness())
                .isGreaterThan(0.97);
    }

    @Test
    void theSeedDecidesEverythingAndTheThreadsNothing() {
        float[][] rows = Clusters.of(5, 1000, 12, 3);
        Umap one = Umap.builder()
                .metric(Metric.COSINE)
                .nEpochs(20)
                .seed(9)
                .threads(1)
                .build();
        float[][] first = one.fit(rows).embedding();
        float[][] again = one.toBuilder().threads(3).build().fit(rows).embedding();
        float[][] other = one.toBuilder().seed(10).build().fit(rows).embedding();
        assertThat(Arrays.deepEquals(first, again)).isTrue();
        assertThat(Arrays.deepEquals(first, other)).isFalse();
    }

    @Test
    void theCosineDoesNotSeeLengths() {
        float[][] rows = Clusters.of(3, 40, 8, 4);
        Random random = new Random(5);
        float[][] scaled = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            // Powers of two scale without rounding.
            float factor = 1 << random.nextInt(6);
            scaled[i] = new float[rows[i].length];
            for (int j = 0; j < rows[i].length; j++) {
                scaled[i][j] = rows[i][j] * factor;
            }
        }
        Umap umap = Umap.builder().metric(Metric.COSINE).nEpochs(30).build();
        double plain = LayoutQuality.of(
                        Vectors.of(scaled), Metric.COSINE, umap.fit(rows).embedding(), 10, 200, 1)
                .trustworthiness();
        double far = LayoutQuality.of(
                        Vectors.of(rows), Metric.COSINE, umap.fit(scaled).embedding(), 10, 200, 1)
                .trustworthiness();
        assertThat(far).isCloseTo(plain, org.assertj.core.api.Assertions.within(0.03));
    }

    @Test
    void identicalVectorsAndFewVectorsGiveFiniteCoordinates() {
        for (float[][] rows : List.of(new float[40][7], Clusters.of(1, 15, 3, 1))) {
            float[][] y = Umap.builder().build().fit(rows).embedding();
            assertThat(y).hasDimensions(rows.length, 2);
            for (float[] point : y) {
                assertThat(Float.isFinite(point[0]) && Float.isFinite(point[1])).isTrue();
            }
        }
    }

    @Test
    void aValueThatIsNotFiniteIsRefusedWithItsPlace() {
        float[][] rows = new float[30][4];
        rows[17][2] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().build().fit(rows))
                .withMessage("value 2 of row 17 is NaN; vectors must be finite");
    }

    @Test
    void raggedOrNoRowsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectors.of(new float[0][]))
                .withMessage("there are no vectors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectors.of(new float[][] {{1, 2}, {3}}))
                .withMessage("row 1 has 1 values, but row 0 has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vectors.of(new float[7], 2))
                .withMessage("7 values are not rows of 2");
    }

    @ParameterizedTest
    @CsvSource({
        "nNeighbors,1,2,1000",
        "nNeighbors,1001,2,1000",
        "minDist,-1,0,100",
        "spread,0,0.01,100",
        "nComponents,0,1,100",
        "nEpochs,0,1,100000",
        "learningRate,0,0.001,100",
        "negativeSampleRate,-1,0,100",
        "repulsionStrength,-2,0,100",
        "localConnectivity,-1,0,100",
        "setOpMixRatio,2,0,1",
        "threads,0,1,1024"
    })
    void anOptionOutsideItsRangeIsRefusedByName(String option, double value, String min, String max) {
        UnaryOperator<UmapBuilder> set = b -> switch (option) {
            case "nNeighbors" -> b.nNeighbors((int) value);
            case "minDist" -> b.minDist(value);
            case "spread" -> b.spread(value);
            case "nComponents" -> b.nComponents((int) value);
            case "nEpochs" -> b.nEpochs((int) value);
            case "learningRate" -> b.learningRate(value);
            case "negativeSampleRate" -> b.negativeSampleRate((int) value);
            case "repulsionStrength" -> b.repulsionStrength(value);
            case "localConnectivity" -> b.localConnectivity(value);
            case "setOpMixRatio" -> b.setOpMixRatio(value);
            default -> b.threads((int) value);
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> set.apply(Umap.builder()))
                .withMessage("%s must be between %s and %s, but was %s", option, min, max, (long) value);
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Umap.builder().build().fit(Clusters.of(2, 30, 3, 1)))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void progressGoesThroughAllStagesToTheEnd() {
        List<UmapProgress> seen = java.util.Collections.synchronizedList(new ArrayList<>());
        Umap.builder().nEpochs(7).onProgress(seen::add).build().fit(Clusters.of(2, 30, 3, 1));
        assertThat(seen).extracting(UmapProgress::stage).contains(UmapProgress.Stage.values());
        assertThat(seen.get(seen.size() - 1)).isEqualTo(new UmapProgress(UmapProgress.Stage.LAYOUT, 7, 7));
    }
}
