package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.internal.graph.Components;
import io.github.activationatlas.umap.internal.vectors.MetricRules;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricTest {
    private static final float[] X = {0, 2, 1.5f, 0, 3, 0};
    private static final float[] Y = {1, 2, 0, 0, 0.5f, 4};

    @ParameterizedTest
    @CsvSource({
        "CHEBYSHEV, 4",
        "CANBERRA, 3.7142857142857144",
        "BRAY_CURTIS, 0.6428571428571429",
        "HELLINGER, 0.7335819289778212",
        "HAMMING, 0.6666666666666666",
        "JACCARD, 0.6",
        "DICE, 0.42857142857142855"
    })
    void distancesAreThoseOfUmapLearn(Metric metric, double expected) {
        assertThat((double) metric.between(X, Y)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void placesOnASphereAreComparedByTheWayBetweenThem() {
        double expected = 2.206926252;
        float[] here = {0.9f, -0.1f};
        float[] there = {-0.4f, 2};
        assertThat((double) Metric.HAVERSINE.between(here, there)).isCloseTo(expected, within(1e-4));
        assertThat((double) Metric.HAVERSINE.between(new float[] {0, 0}, new float[] {0, (float) Math.PI}))
                .isCloseTo(Math.PI, within(1e-6));
    }

    @Property
    void aDistanceIsFiniteSymmetricAndZeroToItself(
            @ForAll Metric metric, @ForAll @IntRange(min = 1, max = 9) int n, @ForAll long seed) {
        Random random = new Random(seed);
        int d = metric == Metric.HAVERSINE ? 2 : n;
        float[] x = new float[d];
        float[] y = new float[d];
        for (int j = 0; j < d; j++) {
            x[j] = random.nextInt(3) * random.nextFloat();
            y[j] = random.nextInt(3) * random.nextFloat();
        }
        assertThat(metric.between(x, y)).isEqualTo(metric.between(y, x)).isFinite();
        if (metric != Metric.INNER_PRODUCT) {
            assertThat(metric.between(x, y)).isNotNegative();
            assertThat(metric.between(x, x.clone())).isZero();
        }
        double farthest = MetricRules.farthest(metric);
        assertThat((double) metric.between(x, y)).isLessThanOrEqualTo(farthest);
    }

    @ParameterizedTest
    @CsvSource({
        "euclidean, EUCLIDEAN",
        "L2, EUCLIDEAN",
        "cityblock, MANHATTAN",
        "braycurtis, BRAY_CURTIS",
        "bray-curtis, BRAY_CURTIS",
        "linfinity, CHEBYSHEV",
        "inner_product, INNER_PRODUCT"
    })
    void aMetricIsFoundByItsUsualNames(String name, Metric metric) {
        assertThat(Metric.of(name)).isSameAs(metric);
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metric.of("jacard"))
                .withMessage(
                        "there is no metric jacard; there are euclidean, cosine, correlation, manhattan, "
                                + "inner_product, chebyshev, canberra, bray_curtis, haversine, hellinger, hamming, jaccard, dice");
    }

    @Test
    void vectorsThatAMetricCannotCompareAreRefused() {
        float[][] rows = {{1, 2, 3}, {1, 2, -3}};
        Umap haversine = Umap.builder().metric(Metric.HAVERSINE).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> haversine.fit(rows))
                .withMessage("HAVERSINE compares a latitude and a longitude, 2 values a vector, but row 0 has 3");
        Umap hellinger = Umap.builder().metric(Metric.HELLINGER).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hellinger.fit(rows))
                .withMessage("value 2 of row 1 is -3.0; HELLINGER compares values of 0 or more");
        UmapModel fitted = hellinger.fit(new float[][] {{1, 2, 3}, {3, 2, 1}, {1, 1, 1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fitted.transform(rows[1]))
                .withMessageContaining("HELLINGER compares values of 0 or more");
    }

    /** Two sorts of sets that share no element are two parts; a set that shares nothing with any stays where it starts. */
    @Test
    void setsThatShareNothingAreNotNeighbours() {
        Random random = new Random(3);
        float[][] sets = new float[81][20];
        for (int i = 0; i < 80; i++) {
            for (int j = 0; j < 5; j++) {
                sets[i][i % 2 * 9 + random.nextInt(9)] = 1;
            }
        }
        sets[80][19] = 1;
        UmapModel model =
                Umap.builder().metric(Metric.JACCARD).nNeighbors(60).build().fit(sets);
        float[][] y = model.embedding();
        double within = 0;
        double between = 0;
        for (int i = 0; i < 80; i++) {
            for (int j = 0; j < i; j++) {
                double d = Metric.EUCLIDEAN.between(y[i], y[j]);
                within = Math.max(within, i % 2 == j % 2 ? d : 0);
                between += i % 2 == j % 2 ? 0 : d / 1600;
            }
        }
        assertThat(between).isGreaterThan(within / 2);
        assertThat(y[80]).doesNotContain(Float.NaN);
    }

    @Test
    void pointsBeyondTheDisconnectionDistanceAreNotJoined() {
        float[][] rows = new float[40][];
        Arrays.setAll(rows, i -> new float[] {i % 20 + (i < 20 ? 0 : 100), i % 3});
        NeighborTable near =
                NeighborGraph.of(Vectors.of(rows), Metric.EUCLIDEAN, 30).table().nearerThan(10);
        assertThat(near.found(0)).isEqualTo(9);
        assertThat(Components.of(UmapLearnTest.union(near, 1, 1)).count()).isEqualTo(2);
        float[][] y = Umap.builder()
                .nNeighbors(30)
                .disconnectionDistance(0.5)
                .build()
                .fit(rows)
                .embedding();
        // No two are so near: all stay where the principal components put them, on a long line.
        float least = (float) Arrays.stream(y).mapToDouble(p -> p[0]).min().getAsDouble();
        float most = (float) Arrays.stream(y).mapToDouble(p -> p[0]).max().getAsDouble();
        assertThat(most - least).isCloseTo(19f, within(1e-3f));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().disconnectionDistance(-1))
                .withMessage("disconnectionDistance must be between 0 and Infinity, but was -1");
    }
}
