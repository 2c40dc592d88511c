package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.umap.internal.vectors.DistinctVectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UniqueTest {
    private static final Umap UNIQUE =
            Umap.builder().nNeighbors(8).nEpochs(50).unique(true).build();

    /** Row i is the distinct row i modulo 60, so that the first 60 are distinct. */
    private static float[][] rows() {
        float[][] distinct = Clusters.of(3, 20, 6, 4);
        float[][] rows = new float[150][];
        Arrays.setAll(rows, i -> distinct[i % 60].clone());
        return rows;
    }

    @Test
    void equalVectorsShareAPlaceAndTheOthersLieAsWithoutThem() {
        float[][] y = UNIQUE.fit(rows()).embedding();
        float[][] alone = UNIQUE.fit(Arrays.copyOf(rows(), 60)).embedding();
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).containsExactly(alone[i % 60]);
        }
    }

    @Test
    void neighboursOfACopyAreTheRowThatItEqualsAndThatRowsOwn() {
        NeighborGraph near = UNIQUE.fit(rows()).neighbors();
        assertThat(near.size()).isEqualTo(150);
        assertThat(near.k()).isEqualTo(7);
        for (int i = 60; i < 150; i++) {
            int copy = i;
            assertThat(near.id(i, 0)).isEqualTo(i % 60);
            assertThat(near.distance(i, 0)).isZero();
            assertThat(IntStream.range(1, 7).map(place -> near.id(copy, place)).toArray())
                    .isEqualTo(IntStream.range(0, 6)
                            .map(place -> near.id(copy % 60, place))
                            .toArray());
        }
    }

    @Test
    void aModelOfCopiesPlacesNewVectorsAndIsSavedAndLoaded(@TempDir Path folder) throws Exception {
        UmapModel model = UNIQUE.fit(rows());
        assertThat(model.transform(rows()[100])).containsExactly(model.embedding()[40]);
        model.save(folder.resolve("model"));
        UmapModel loaded = UmapModel.load(folder.resolve("model"));
        assertThat(loaded.embedding()).isDeepEqualTo(model.embedding());
        assertThat(loaded.settings().unique()).isTrue();
    }

    @Test
    void startsTargetsAndSnapshotsAreOfAllRows() {
        int[] labels = IntStream.range(0, 150).map(i -> i % 60 / 20).toArray();
        float[][] start = new float[150][2];
        Arrays.setAll(start, i -> new float[] {i % 60, i % 7});
        List<UmapSnapshot> seen = new ArrayList<>();
        UmapModel model = UNIQUE.toBuilder()
                .init(start)
                .onSnapshot(25, seen::add)
                .build()
                .fit(Vectors.of(rows()), Target.categories(labels));
        assertThat(seen).hasSize(3);
        assertThat(seen.get(2).embedding()).isDeepEqualTo(model.embedding());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UNIQUE.fit(Vectors.of(rows()), Target.categories(1, 2)))
                .withMessage("there are 150 vectors, but targets of 2");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> UNIQUE.toBuilder().init(new float[60][2]).build().fit(rows()))
                .withMessage("there are 150 vectors, but 60 coordinates");
    }

    @Test
    void whereOnlyOneVectorIsDistinctAllLieInOnePlace() {
        float[][] y = UNIQUE.fit(new float[9][3]).embedding();
        assertThat(y).hasNumberOfRows(9);
        assertThat(Arrays.stream(y).distinct().map(p -> p[0]).distinct()).hasSize(1);
    }

    @Test
    void aValueThatIsNotFiniteIsNamedByTheCallersRow() {
        float[][] rows = rows();
        rows[70][2] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UNIQUE.fit(rows))
                .withMessage("value 2 of row 70 is NaN; vectors must be finite");
    }

    @Test
    void neighboursThatAreGivenAndAlignedSetsAreRefused() {
        Vectors rows = Vectors.of(rows());
        NeighborGraph near = NeighborGraph.of(rows, Metric.EUCLIDEAN, 7);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UNIQUE.fit(rows, near))
                .withMessage(
                        "row 0 of the neighbours names row 60, which equals an earlier one; find them with unique set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UNIQUE.fitAligned(List.of(rows, rows)))
                .withMessage("unique lays out single sets, not aligned ones");
    }

    @Property(tries = 50)
    void everyRowIsOfTheGroupThatHoldsItsValues(
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 4) int values,
            @ForAll long seed) {
        java.util.Random random = new java.util.Random(seed);
        float[][] rows = new float[n][2];
        for (float[] row : rows) {
            row[0] = random.nextInt(values) * (random.nextBoolean() ? 0f : 1f);
            row[1] = -random.nextInt(values);
        }
        DistinctVectors distinct = DistinctVectors.of(Vectors.of(rows), Metric.EUCLIDEAN);
        for (int i = 0; i < n; i++) {
            float[] representative = rows[distinct.first()[distinct.group()[i]]];
            assertThat(Metric.EUCLIDEAN.between(rows[i], representative)).isZero();
            assertThat(distinct.first()[distinct.group()[i]]).isLessThanOrEqualTo(i);
        }
        assertThat(Arrays.stream(rows)
                        .map(r -> r[0] + " " + (r[1] + 0f))
                        .distinct()
                        .count())
                .isEqualTo(distinct.first().length);
    }
}
