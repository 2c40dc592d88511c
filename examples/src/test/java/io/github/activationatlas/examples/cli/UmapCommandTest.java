package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.activationatlas.umap.Npy;
import io.github.activationatlas.umap.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code atlas umap} on a file of vectors. */
class UmapCommandTest {
    private static final int ROWS = 120;
    private static final int K = 6;

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void writeVectors() throws IOException {
        Random random = new Random(1);
        float[][] rows = new float[ROWS][8];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextFloat();
            }
        }
        data = folder.resolve("vectors.npy");
        Npy.of(rows).write(data);
    }

    private Path umap(String out, Object... more) {
        Path file = folder.resolve(out);
        Object[] first = {"umap", "--data", data, "--k", K, "--epochs", 30, "--seed", 7, "--out", file};
        Object[] all = new Object[first.length + more.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        run(all).isDone();
        return file;
    }

    @Test
    void writesTheSameLayoutInThreeForms() throws IOException {
        Vectors npy = Npy.map(umap("layout.npy"));
        List<String> csv = Files.readAllLines(umap("layout.csv"));
        ByteBuffer bare =
                ByteBuffer.wrap(Files.readAllBytes(umap("layout.f32"))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(npy.rows()).isEqualTo(ROWS);
        assertThat(npy.dimension()).isEqualTo(2);
        float[] row = new float[2];
        int header = csv.size() - ROWS;
        for (int i = 0; i < ROWS; i++) {
            npy.copy(i, row);
            String[] cells = csv.get(header + i).split(",", -1);
            for (int c = 0; c < 2; c++) {
                assertThat(Float.parseFloat(cells[c])).isEqualTo(row[c]);
                assertThat(bare.getFloat()).isEqualTo(row[c]);
            }
        }
        assertThat(bare.hasRemaining()).isFalse();
    }

    @Test
    void writesEachPointAndItsNeighboursAndTheTimes() throws IOException {
        Path knn = folder.resolve("knn.i32");
        Path json = folder.resolve("times.json");
        umap("layout.f32", "--metric", "cosine", "--min_dist", 0.2, "--knn_out", knn, "--json", json, "--opts", "cold");
        ByteBuffer ids = ByteBuffer.wrap(Files.readAllBytes(knn)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(ids.remaining()).isEqualTo(4 * ROWS * K);
        for (int i = 0; i < ROWS; i++) {
            assertThat(ids.getInt()).isEqualTo(i);
            for (int j = 1; j < K; j++) {
                assertThat(ids.getInt()).isBetween(0, ROWS - 1).isNotEqualTo(i);
            }
        }
        JsonObject times = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
        assertThat(times.get("total").getAsDouble()).isPositive();
        assertThat(times.getAsJsonObject("parts").keySet()).contains("neighbors", "layout");
    }

    @Test
    void mistakesEndWithOneSentence() {
        run("umap", "--data", data, "--out", folder.resolve("layout.txt")).isMistake("layout.txt", ".npy", ".csv");
        run("umap", "--data", data, "--out", folder.resolve("l.npy"), "--metric", "angular")
                .isMistake("angular");
        run("umap", "--data", folder.resolve("none.npy"), "--out", folder.resolve("l.npy"))
                .isMistake("none.npy");
    }

    @Test
    void startTargetRateAndTheOtherOptionsReachTheLayout() throws IOException {
        byte[] plain = Files.readAllBytes(umap("plain.npy"));
        Path labels = folder.resolve("labels.npy");
        float[][] classes = new float[ROWS][1];
        float[][] start = new float[ROWS][2];
        for (int i = 0; i < ROWS; i++) {
            classes[i][0] = i % 3;
            start[i][0] = i;
            start[i][1] = i * i % 17;
        }
        Npy.of(classes).write(labels);
        Path coordinates = folder.resolve("start.npy");
        Npy.of(start).write(coordinates);
        Object[][] options = {
            {"--learning-rate", 1},
            {"--init", "Spectral"},
            {"--init", coordinates},
            {"--target", labels},
            {"--target", labels, "--target-metric", "euclidean"},
            {"--densmap"},
            {"--metric", "cityblock"}
        };
        for (Object[] option : options) {
            assertThat(Files.readAllBytes(umap("other.npy", option)))
                    .as(List.of(option).toString())
                    .isNotEqualTo(plain);
        }
        assertThat(Npy.map(umap("three.npy", "--components", 3)).dimension()).isEqualTo(3);
        assertThat(Files.readAllBytes(umap("unique.npy", "--unique"))).isEqualTo(plain);
    }

    @Test
    void whatFitsNoOptionIsNamed() throws IOException {
        Object[] umap = {"umap", "--data", data, "--out", folder.resolve("x.npy")};
        Path labels = folder.resolve("labels.npy");
        Npy.of(new float[][] {{1}, {2.5f}}).write(labels);
        run(with(umap, "--init", "eigen"))
                .isMistake("--init must be pca, spectral, recursive, random or a .npy file, but was eigen");
        run(with(umap, "--metric", "jacard")).isMistake("there is no metric jacard; there are euclidean, cosine");
        run(with(umap, "--target", labels)).isMistake(labels + " has 2 values, but there are 120 vectors");
        run(with(umap, "--components", 0)).isMistake("nComponents must be between 1 and 100, but was 0");
    }

    private static Object[] with(Object[] first, Object... more) {
        Object[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
