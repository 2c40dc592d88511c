package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.internal.transform.NearestBeam;
import io.github.activationatlas.umap.internal.transform.QuerySearch;
import io.github.activationatlas.umap.internal.vectors.BruteForce;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class UmapModelTest {
    private static final float[][] ROWS = Clusters.of(5, 80, 12, 7);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HAVERSINE", "HELLINGER", "HAMMING", "JACCARD", "DICE"})
    void aNewVectorLandsInItsCluster(Metric metric) {
        UmapModel model = Umap.builder().metric(metric).nEpochs(100).build().fit(ROWS);
        float[][] y = model.embedding();
        float[][] near = new float[ROWS.length][];
        for (int i = 0; i < near.length; i++) {
            near[i] = ROWS[i].clone();
            near[i][i % 12] += 0.05f;
        }
        float[][] placed = model.transform(near);
        int right = 0;
        for (int i = 0; i < placed.length; i++) {
            assertThat(placed[i]).hasSize(2);
            int nearest = nearest(y, placed[i]);
            right += nearest / 80 == i / 80 ? 1 : 0;
        }
        // Inner products name the longest vectors as neighbours, of whatever cluster.
        assertThat(right / (double) placed.length).isGreaterThan(metric == Metric.INNER_PRODUCT ? 0.6 : 0.97);
    }

    private static int nearest(float[][] y, float[] place) {
        int best = 0;
        for (int i = 1; i < y.length; i++) {
            best = Metric.EUCLIDEAN.between(y[i], place) < Metric.EUCLIDEAN.between(y[best], place) ? i : best;
        }
        return best;
    }

    @Test
    void aVectorThatWasLaidOutGetsItsPlaceAndOneBetweenTwoLandsBeside() {
        int n = 300;
        float[][] circle = new float[n][];
        float[][] between = new float[n][];
        for (int i = 0; i < n; i++) {
            double t = 2 * Math.PI * i / n;
            circle[i] = new float[] {(float) Math.cos(t), (float) Math.sin(t)};
            double u = t + Math.PI / n;
            between[i] = new float[] {(float) Math.cos(u), (float) Math.sin(u)};
        }
        UmapModel model = Umap.builder().nNeighbors(10).build().fit(circle);
        float[][] y = model.embedding();
        assertThat(model.transform(circle)).isDeepEqualTo(y);
        float[][] placed = model.transform(between);
        double size = 0;
        double[] beside = new double[n];
        for (int i = 0; i < n; i++) {
            size = Math.max(size, Metric.EUCLIDEAN.between(y[i], y[0]));
            beside[i] = Metric.EUCLIDEAN.between(placed[i], y[i]);
        }
        Arrays.sort(beside);
        assertThat(beside[n * 95 / 100]).isLessThan(size / 20);
    }

    @Test
    void aLayoutThatIsAdoptedStaysAndNewVectorsLieBetweenTheirNeighboursPlaces() throws IOException {
        float[][] line = new float[100][];
        float[][] layout = new float[100][];
        for (int i = 0; i < line.length; i++) {
            line[i] = new float[] {i, 5};
            layout[i] = new float[] {0, i / 100f};
        }
        UmapModel model = Umap.builder().nNeighbors(4).build().fromLayout(Vectors.of(line), layout);
        assertThat(model.embedding()).isDeepEqualTo(layout);
        assertThat(model.epochs()).isZero();
        assertThat(model.transform(line)).isDeepEqualTo(layout);
        float[] placed = model.transform(new float[][] {{50.4f, 5}})[0];
        assertThat(placed[0]).isZero();
        assertThat(placed[1]).isBetween(0.49f, 0.52f);
        model.save(folder.resolve("adopted"));
        assertThat(UmapModel.load(folder.resolve("adopted")).transform(new float[][] {{50.4f, 5}})[0])
                .isEqualTo(placed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().build().fromLayout(Vectors.of(line), new float[99][2]))
                .withMessage("there are 100 vectors, but 99 coordinates");
    }

    @Test
    void aPlaceDoesNotDependOnTheOthersOrTheThreads() {
        Umap umap = Umap.builder().nEpochs(60).threads(1).build();
        float[][] rows = Clusters.of(3, 40, 12, 9);
        UmapModel model = umap.fit(ROWS);
        float[][] together = model.transform(rows);
        assertThat(umap.toBuilder().threads(3).build().fit(ROWS).transform(rows))
                .isDeepEqualTo(together);
        assertThat(model.transform(rows[17])).containsExactly(together[17]);
    }

    @Test
    void theWalkFindsNearlyAllNeighboursOfNewVectors() {
        float[][] all = Clusters.of(60, 140, 16, 11);
        float[][] rows = Arrays.stream(all, 0, 8000).toArray(float[][]::new);
        NeighborGraph graph = NeighborGraph.of(Vectors.of(rows), Metric.EUCLIDEAN, 14);
        QuerySearch search = new QuerySearch(Vectors.of(rows), Metric.EUCLIDEAN, graph.table(), 1);
        int found = 0;
        for (int q = 0; q < 300; q++) {
            float[] query = rows[q * 26].clone();
            query[q % 16] += 2;
            float[] distances = new float[rows.length];
            for (int j = 0; j < rows.length; j++) {
                distances[j] = Metric.EUCLIDEAN.between(query, rows[j]);
            }
            float farthest = distances[BruteForce.nearest(distances, -1, 15)[14]];
            NearestBeam beam = search.nearest(query, 15);
            assertThat(beam.size()).isEqualTo(15);
            for (int at = 0; at < 15; at++) {
                found += beam.distance(at) <= farthest ? 1 : 0;
            }
        }
        assertThat(found / 300.0 / 15).isGreaterThan(0.97);
    }

    @Test
    void vectorsThatCannotBePlacedAreRefused() {
        UmapModel model = Umap.builder().nEpochs(5).build().fit(ROWS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.transform(new float[2][3]))
                .withMessage("row 0 has 3 values, but the model's vectors have 12");
        float[][] rows = new float[3][12];
        rows[2][4] = Float.POSITIVE_INFINITY;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.transform(rows))
                .withMessage("value 4 of row 2 is Infinity; vectors must be finite");
        assertThat(model.transform(new float[0][])).isEmpty();
    }

    @Test
    void theQualityIsThatOfItsLayout() {
        UmapModel model = Umap.builder().nEpochs(50).build().fit(ROWS);
        assertThat(model.quality(10))
                .isEqualTo(LayoutQuality.of(Vectors.of(ROWS), Metric.EUCLIDEAN, model.embedding(), 10));
    }

    @Test
    void whatIsSavedIsLoaded() throws IOException {
        Umap umap = Umap.builder()
                .nNeighbors(9)
                .minDist(0.3)
                .nComponents(3)
                .metric(Metric.CORRELATION)
                .nEpochs(40)
                .seed(-8)
                .build();
        UmapModel model = umap.fit(ROWS);
        Path file = folder.resolve("model");
        umap.toBuilder().nNeighbors(4).build().fit(ROWS).save(file);
        model.save(file);
        UmapModel loaded = UmapModel.load(file);
        assertThat(loaded.embedding()).isDeepEqualTo(model.embedding());
        assertThat(loaded.neighbors()).isEqualTo(model.neighbors());
        assertThat(loaded.umap().metric()).isEqualTo(Metric.CORRELATION);
        assertThat(loaded.umap().nNeighbors()).isEqualTo(9);
        assertThat(loaded.a()).isCloseTo(model.a(), within(0.0));
        float[][] rows = Clusters.of(2, 10, 12, 1);
        assertThat(loaded.transform(rows)).isDeepEqualTo(model.transform(rows));
        assertThat(loaded.umap().fit(ROWS).embedding()).isDeepEqualTo(model.embedding());
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void modelsOfVersion1AreLoaded() throws IOException {
        UmapModel model =
                Umap.builder().nNeighbors(9).seed(4).nEpochs(20).build().fit(ROWS);
        Path file = folder.resolve("old");
        model.save(file);
        Path json = file.resolve("model.json");
        String settings = Files.readString(json);
        Files.writeString(
                json,
                settings.replace("\"version\": 2", "\"version\": 1")
                        .replaceAll(".*(Digest|deterministic|disconnectionDistance)\".*\n", "")
                        .replaceAll(",\\s*\\}", "}"));
        assertThat(UmapModel.load(file).settings()).isEqualTo(model.settings());
        Files.writeString(json, Files.readString(json).replace("\"nEpochs\": 20", "\"nEpochs\": 0"));
        assertThat(UmapModel.load(file).settings().nEpochs()).isEmpty();
    }

    @Test
    void aModelOfOneVectorIsSavedAndLoaded() throws IOException {
        UmapModel model = Umap.builder().build().fit(new float[][] {{1, 2, 3}});
        model.save(folder.resolve("one"));
        UmapModel loaded = UmapModel.load(folder.resolve("one"));
        assertThat(loaded.embedding()).isDeepEqualTo(model.embedding());
        assertThat(loaded.transform(new float[] {4, 5, 6})).hasSize(2);
    }

    @Test
    void aDistanceOfTheUsersIsGivenAgainToLoad() throws IOException {
        Distance own = (x, y) -> Math.abs(x[0] - y[0]);
        Umap.builder().metric(own).nEpochs(5).build().fit(ROWS).save(folder.resolve("own"));
        assertThat(UmapModel.load(folder.resolve("own"), own).transform(ROWS[3]))
                .hasSize(2);
        assertThatThrownBy(() -> UmapModel.load(folder.resolve("own")))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("was made with the distance CUSTOM, which must be given to load");
        assertThatThrownBy(() -> UmapModel.load(folder.resolve("own"), Metric.COSINE))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("was made with the distance CUSTOM, not COSINE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"vectors.npy", "layout.npy", "neighbors.npy", "distances.npy", "model.json"})
    void truncatedOrMissingFilesAreRefusedByName(String name) throws IOException {
        Umap.builder().nEpochs(5).build().fit(ROWS).save(folder.resolve("m"));
        Path file = folder.resolve("m").resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 5, whole.length / 2, whole.length - 3)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> UmapModel.load(folder.resolve("m")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(name);
        }
        Files.delete(file);
        assertThatThrownBy(() -> UmapModel.load(folder.resolve("m")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(name);
    }

    @Test
    void otherVersionsAndOtherFoldersAreRefused() throws IOException {
        UmapModel model = Umap.builder().nEpochs(5).build().fit(ROWS);
        Path file = folder.resolve("m");
        model.save(file);
        Path json = file.resolve("model.json");
        String settings = Files.readString(json);
        Files.writeString(json, settings.replace("\"version\": 2", "\"version\": 3"));
        assertThatThrownBy(() -> UmapModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage(json + " has version 3; versions up to 2 can be read");
        Files.writeString(json, settings.replace("\"minDist\": 0.1", "\"minDist\": -3"));
        assertThatThrownBy(() -> UmapModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessage(json + " is damaged: minDist must be between 0 and 100, but was -3");
        Path other = Files.createDirectory(folder.resolve("photos"));
        assertThatThrownBy(() -> model.save(other)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(other).isEmptyDirectory();
    }
}
