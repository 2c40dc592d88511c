package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.umap.internal.graph.Components;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What UMAP makes of vectors at which others fail. */
class RobustnessTest {
    private static final Umap QUICK = Umap.builder().nEpochs(30).build();

    private static UmapModel fit(float[][] rows, UnaryOperator<UmapBuilder> options) {
        UmapModel model = options.apply(QUICK.toBuilder()).build().fit(rows);
        float[][] y = model.embedding();
        assertThat(y).hasNumberOfRows(rows.length);
        for (float[] place : y) {
            assertThat(place).hasSize(2);
            assertThat(Float.isFinite(place[0]) && Float.isFinite(place[1])).isTrue();
        }
        float[][] placed = model.transform(rows);
        for (float[] place : placed) {
            assertThat(Float.isFinite(place[0]) && Float.isFinite(place[1])).isTrue();
        }
        return model;
    }

    @Property(tries = 60)
    void asManyRowsComeOutAsGoInAndAllAreFinite(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int n, @ForAll Metric metric, @ForAll Init init) {
        Assume.that(metric != Metric.HAVERSINE && metric != Metric.HELLINGER);
        float[][] rows = NeighborGraphTest.random(seed, n, 3);
        fit(rows, b -> b.metric(metric).init(init).nEpochs(10));
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HAVERSINE", "HELLINGER"})
    void pointsThatAreAllEqual(Metric metric) {
        float[][] rows = new float[40][6];
        fit(rows, b -> b.metric(metric));
        for (float[] row : rows) {
            Arrays.fill(row, 2.5f);
        }
        fit(rows, b -> b.metric(metric));
        fit(rows, b -> b.metric(metric).init(Init.SPECTRAL).localConnectivity(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 14, 15})
    void fewerPointsThanNeighboursLowersTheirNumber(int n) {
        float[][] rows = Clusters.of(1, n, 4, 2);
        assertThat(fit(rows, b -> b).neighbors().k()).isEqualTo(Math.min(n, 15) - 1);
        fit(rows, b -> b.init(Init.SPECTRAL));
        fit(rows, b -> b.init(Init.RANDOM).densMap(true));
        fit(rows, b -> b.localConnectivity(5));
    }

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HAVERSINE", "HELLINGER"})
    void manyCopiesOfFewVectors(Metric metric) {
        float[][] rows = new float[6000][];
        float[][] few = Clusters.of(1, 30, 5, 3);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = few[i % 30];
        }
        fit(rows, b -> b.metric(metric).nEpochs(3));
    }

    @ParameterizedTest
    @EnumSource(Init.class)
    void partsWithoutAnEdgeBetweenThem(Init init) {
        float[][] rows = Clusters.of(30, 16, 8, 5);
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] += 1000 * (i / 16);
        }
        UmapModel model = fit(rows, b -> b.init(init).nEpochs(200));
        assertThat(Components.of(UmapLearnTest.union(model.neighbors().table(), 1, 1))
                        .count())
                .isEqualTo(30);
    }

    @Test
    void constantColumnsChangeNothing() {
        float[][] rows = Clusters.of(3, 40, 5, 6);
        float[][] more = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            more[i] = Arrays.copyOf(rows[i], 7);
            more[i][5] = 4;
        }
        assertThat(fit(more, b -> b).neighbors().table().ids())
                .isEqualTo(fit(rows, b -> b).neighbors().table().ids());
        fit(new float[][] {{1, 5}, {1, 6}, {1, 7}, {1, 9}}, b -> b);
    }

    @ParameterizedTest
    @CsvSource({
        "EUCLIDEAN,1e15", "COSINE,1e15", "CORRELATION,1e15", "MANHATTAN,1e15", "INNER_PRODUCT,1e15",
        "EUCLIDEAN,1e-15", "COSINE,1e-15", "CORRELATION,1e-15", "MANHATTAN,1e-15", "INNER_PRODUCT,1e-15"
    })
    void hugeAndTinyScales(Metric metric, float scale) {
        float[][] rows = Clusters.of(3, 40, 5, 7);
        NeighborTable plain = fit(rows, b -> b.metric(metric)).neighbors().table();
        float[][] scaled = new float[rows.length][5];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 5; j++) {
                scaled[i][j] = rows[i][j] * scale;
            }
        }
        NeighborTable same = fit(scaled, b -> b.metric(metric)).neighbors().table();
        int agree = 0;
        for (int at = 0; at < plain.ids().length; at++) {
            agree += plain.ids()[at] == same.ids()[at] ? 1 : 0;
        }
        assertThat(agree / (double) plain.ids().length).isGreaterThan(0.98);
    }

    @Test
    void aValueThatIsNotFiniteIsNamedByRowAndColumn() {
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY}) {
            float[][] rows = new float[30][4];
            rows[17][2] = bad;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> QUICK.fit(rows))
                    .withMessageContaining("value 2 of row 17 is " + bad);
        }
    }

    @Test
    void vectorsWithoutValuesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QUICK.fit(new float[5][0]))
                .withMessage("the vectors have no values");
    }

    @Test
    void theMemoryOfAMillionVectorsIsEstimated() {
        long bytes = Umap.estimateMemory(1_000_000, 512, 15);
        assertThat(bytes).isBetween(1L << 30, 4L << 30);
        assertThat(Umap.estimateMemory(2_000_000, 512, 15)).isBetween(bytes * 3 / 2, bytes * 2);
        assertThat(Umap.estimateMemory(1_000_000, 512, 100)).isGreaterThan(bytes);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.estimateMemory(0, 5, 15))
                .withMessage("n and d must be at least 1 and k at least 2, but were 0, 5 and 15");
    }

    @Test
    void anyNumberOfComponents() {
        float[][] rows = Clusters.of(3, 30, 5, 8);
        for (int components : new int[] {1, 3, 10}) {
            for (Init init : Init.values()) {
                UmapModel model = QUICK.toBuilder()
                        .nComponents(components)
                        .init(init)
                        .build()
                        .fit(rows);
                assertThat(model.embedding()).hasDimensions(90, components);
                assertThat(model.quality(10).trustworthiness()).isGreaterThan(0.6);
            }
        }
    }
}
