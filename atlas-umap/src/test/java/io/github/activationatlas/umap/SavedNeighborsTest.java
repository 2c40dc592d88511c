package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Neighbours that were kept save the search, and nothing else changes. */
class SavedNeighborsTest {
    @TempDir
    Path folder;

    private static float[][] rows(int n, int distinct) {
        float[][] some = Clusters.of(4, distinct / 4, 9, 3);
        float[][] rows = new float[n][];
        Arrays.setAll(rows, i -> some[i % some.length].clone());
        return rows;
    }

    static Stream<Arguments> fits() {
        UmapBuilder quick = Umap.builder().nEpochs(25).nNeighbors(9);
        float[][] rows = rows(400, 400);
        float[] numbers = new float[400];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 11;
        }
        int[] labels = new int[400];
        Arrays.setAll(labels, i -> i / 100);
        return Stream.of(
                Arguments.of("euclidean", quick.build(), rows, null),
                Arguments.of(
                        "spectral",
                        quick.build().toBuilder().init(Init.SPECTRAL).build(),
                        rows,
                        null),
                Arguments.of(
                        "recursive",
                        quick.build().toBuilder().init(Init.RECURSIVE).build(),
                        rows,
                        null),
                Arguments.of(
                        "cosine",
                        quick.build().toBuilder().metric(Metric.COSINE).build(),
                        rows,
                        null),
                Arguments.of(
                        "inner product",
                        quick.build().toBuilder().metric(Metric.INNER_PRODUCT).build(),
                        rows,
                        null),
                Arguments.of(
                        "by descent",
                        quick.build().toBuilder().metric(Metric.MANHATTAN).build(),
                        rows(4200, 4200),
                        null),
                Arguments.of("unique", quick.build().toBuilder().unique(true).build(), rows(400, 240), null),
                Arguments.of(
                        "unique, with a target",
                        quick.build().toBuilder().unique(true).build(),
                        rows(400, 240),
                        Target.categories(labels)),
                Arguments.of(
                        "fewer vectors than neighbours",
                        quick.build().toBuilder().unique(true).build(),
                        rows(400, 4),
                        null),
                Arguments.of("densMAP", quick.build().toBuilder().densMap(true).build(), rows, null),
                Arguments.of("categories", quick.build(), rows, Target.categories(labels)),
                Arguments.of("numbers", quick.build(), rows, Target.numbers(numbers)),
                Arguments.of(
                        "disconnected",
                        quick.build().toBuilder().disconnectionDistance(4).build(),
                        rows,
                        null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fits")
    void aFitFromSavedNeighboursHasTheBytesOfADirectOne(String name, Umap umap, float[][] rows, Target target)
            throws IOException {
        Vectors vectors = Vectors.of(rows);
        UmapModel direct = target == null ? umap.fit(vectors) : umap.fit(vectors, target);
        NeighborGraph found = umap.neighbors(vectors);
        Map<String, String> key = umap.settings().neighborsMap();
        found.save(folder.resolve("near.npz"), key);
        NeighborGraph loaded = NeighborGraph.load(folder.resolve("near.npz"), key);
        assertThat(loaded).isEqualTo(found).isEqualTo(direct.neighbors());
        UmapModel given = target == null ? umap.fit(vectors, loaded) : umap.fit(vectors, loaded, target);
        assertThat(given.embedding()).isDeepEqualTo(direct.embedding());
        assertThat(given.neighbors()).isEqualTo(direct.neighbors());
        float[][] fresh = {rows[5], rows[7]};
        assertThat(given.transform(fresh)).isDeepEqualTo(direct.transform(fresh));
    }

    @Test
    void neighboursOfOtherSettingsAreRefusedWithWhatDiffers() throws IOException {
        NeighborGraph graph = NeighborGraph.of(new int[][] {{1}, {0}}, new float[][] {{1}, {1}});
        Path file = folder.resolve("near.npz");
        graph.save(file, Map.of("metric", "COSINE", "seed", "1"));
        assertThat(NeighborGraph.load(file, Map.of("seed", "1", "metric", "COSINE")))
                .isEqualTo(graph);
        assertThatThrownBy(() -> NeighborGraph.load(file, Map.of("metric", "EUCLIDEAN", "seed", "1")))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " holds other neighbours: their metric is COSINE, not EUCLIDEAN");
        assertThatThrownBy(() -> NeighborGraph.load(file, Map.of("metric", "COSINE")))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " holds other neighbours: their seed is 1, not missing");
        assertThatIllegalArgumentException().isThrownBy(() -> graph.save(file, Map.of("a=b", "c")));
        assertThatIllegalArgumentException().isThrownBy(() -> graph.save(file, Map.of("a", "b\nc")));
    }

    @Test
    void everyBitThatChangesAndEveryCutIsNoticed() throws IOException {
        Path file = folder.resolve("near.npz");
        Map<String, String> key = Umap.builder().build().settings().neighborsMap();
        NeighborGraph graph = NeighborGraph.of(Vectors.of(rows(40, 40)), Metric.EUCLIDEAN, 3);
        graph.save(file, key);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(4);
        for (int trial = 0; trial < 400; trial++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try {
                // Some bits, such as the file's time, say nothing of the neighbours.
                assertThat(NeighborGraph.load(file, key)).isEqualTo(graph);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
        for (int length : new int[] {0, 1, 60, 200, whole.length / 2, whole.length * 3 / 4}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NeighborGraph.load(file, key))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
        Files.write(file, List.of("something else"));
        assertThatThrownBy(() -> NeighborGraph.load(file, key)).hasMessageContaining("holds no key.txt");
    }

    @Test
    void theSameNeighboursGiveTheSameFile() throws IOException {
        NeighborGraph graph = NeighborGraph.of(Vectors.of(rows(40, 40)), Metric.EUCLIDEAN, 3);
        graph.save(folder.resolve("a"), Map.of());
        graph.save(folder.resolve("b"), Map.of());
        assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
    }

    @Test
    void placesThatAreNotFilledAreKept() throws IOException {
        float infinite = Float.POSITIVE_INFINITY;
        NeighborGraph graph =
                NeighborGraph.of(new int[][] {{1, -1}, {0, -1}}, new float[][] {{1, infinite}, {1, infinite}});
        graph.save(folder.resolve("a"), Map.of());
        assertThat(NeighborGraph.load(folder.resolve("a"), Map.of())).isEqualTo(graph);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NeighborGraph.of(new int[][] {{1, -1}, {0, -1}}, new float[][] {{1, 2}, {1, 2}}))
                .withMessage(
                        "where row 0 names no point, id must be -1 and distance Infinity, but they are -1 and 2.0");
    }
}
