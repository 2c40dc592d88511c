package io.github.activationatlas.examples.cli;

import static io.github.activationatlas.examples.cli.Terminal.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that read .npy files take them in every form that NumPy writes. */
class NpyCommandsTest {
    @TempDir
    Path folder;

    /** As NumPy saves a transposed array of 64-bit floats. */
    private Path doubles(String name, double[][] rows) throws IOException {
        String text =
                "{'descr': '>f8', 'fortran_order': True, 'shape': (" + rows.length + ", " + rows[0].length + "), }\n";
        ByteBuffer bytes = ByteBuffer.allocate(12 + text.length() + 8 * rows.length * rows[0].length);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0});
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(text.length()).order(ByteOrder.BIG_ENDIAN);
        bytes.put(text.getBytes(StandardCharsets.US_ASCII));
        for (int j = 0; j < rows[0].length; j++) {
            for (double[] row : rows) {
                bytes.putDouble(row[j]);
            }
        }
        return Files.write(folder.resolve(name), bytes.array());
    }

    private static double[][] random(int rows, int columns) {
        Random random = new Random(1);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextFloat();
            }
        }
        return values;
    }

    @Test
    void umapLaysOutDoublesInFortranOrderAsFloatsInCOrder() throws IOException {
        Path doubles = doubles("doubles.npy", random(60, 5));
        Path floats = folder.resolve("floats.npy");
        Npy.write(floats, Npy.readRows(doubles));
        run("umap", "--data", doubles, "--epochs", 20, "--out", folder.resolve("a.csv"))
                .isDone();
        run("umap", "--data", floats, "--epochs", 20, "--out", folder.resolve("b.csv"))
                .isDone();
        assertThat(folder.resolve("a.csv")).hasSameBinaryContentAs(folder.resolve("b.csv"));
    }

    @Test
    void iconsTakeDoublesAsTargetsCellsAndWhitening() throws IOException {
        double[][] moment = new double[48][48];
        for (int i = 0; i < moment.length; i++) {
            moment[i][i] = 1;
        }
        Path targets = doubles("targets.npy", random(2, 48));
        Path whitening = doubles("S.npy", moment);
        Path icons = folder.resolve("icons");
        Object[] command = {
            "icons",
            "--layer",
            "conv1",
            "--targets",
            targets,
            "--cells",
            targets,
            "--S",
            whitening,
            "--size",
            16,
            "--steps",
            1,
            "--out",
            icons
        };
        run(command).isDone();
        assertThat(icons.resolve("icon-0001.png")).exists();
    }

    @Test
    void vectorsThatNoIconCanBeDrawnOfAreRefusedInOneSentence() throws IOException {
        double[][] rows = random(3, 48);
        rows[2][5] = 1e300;
        Path file = doubles("infinite.npy", rows);
        run("icons", "--layer", "conv1", "--targets", file, "--out", folder.resolve("icons"))
                .isMistake("infinite.npy", "Infinity in row 2 and column 5");
        Path none = folder.resolve("none.npy");
        Npy.write(none, new float[0][]);
        run("icons", "--layer", "conv1", "--targets", none, "--out", folder.resolve("icons"))
                .isMistake("none.npy contains no vectors");
        Path narrow = doubles("narrow.npy", random(2, 3));
        run("icons", "--layer", "conv1", "--targets", narrow, "--out", folder.resolve("icons"))
                .isMistake("3");
        run("umap", "--data", file, "--out", folder.resolve("a.csv")).isMistake("row 2", "Infinity");
    }
}
