package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.umap.internal.npy.MappedVectors;
import io.github.activationatlas.umap.internal.npy.NpyReader;
import io.github.activationatlas.umap.internal.npy.NpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Arrays of more than 2^31 values, none of which is allocated. */
@Timeout(60)
class NpyLongTest {
    private static final int COLUMNS = 40_000;
    private static final int ROWS = 60_000;

    @TempDir
    Path folder;

    /** The same row again and again. */
    private static float[][] rows() {
        float[][] rows = new float[ROWS][];
        Arrays.fill(rows, new float[COLUMNS]);
        return rows;
    }

    @Test
    void rowsThatNoArrayHoldsAreNotFlattened() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.of(rows()))
                .withMessage("60000 rows of 40000 values are more than one array can hold; "
                        + "Npy.write(file, rows) writes them");
    }

    @Test
    void rowsThatNoArrayHoldsAreWritten() throws IOException {
        long[] bytes = new long[1];
        new NpyWriter(new OutputStream() {
                    @Override
                    public void write(int b) {
                        bytes[0]++;
                    }

                    @Override
                    public void write(byte[] b, int from, int count) {
                        bytes[0] += count;
                    }
                })
                .rows(rows());
        assertThat(bytes[0]).isEqualTo(4L * ROWS * COLUMNS);
    }

    @Test
    void filesBeyondWhatAnArrayHoldsAreMappedInBothOrders() throws IOException {
        int rows = 600_000_000;
        for (String type : new String[] {"<f4", ">f8", "<i2"}) {
            int width = type.charAt(2) - '0';
            for (boolean fortran : new boolean[] {false, true}) {
                Path file = folder.resolve("long.npy");
                byte[] header = NpyBytes.file(NpyBytes.header(type, fortran, rows, 4), new byte[0]);
                byte[] one = NpyBytes.array(1, type, false, new long[] {1}, 1);
                Files.write(file, header);
                try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                    sparse.setLength(header.length + 4L * width * rows);
                    sparse.seek(header.length + width * (fortran ? 3L * rows - 1 : 4L * rows - 2));
                    sparse.write(one, one.length - width, width);
                }
                Vectors mapped = MappedVectors.of(NpyReader.open(file).header());
                assertThat(mapped.rows()).isEqualTo(rows);
                float[] row = new float[4];
                mapped.copy(rows - 1, row);
                assertThat(row).as("%s %s", type, fortran).containsExactly(0, 0, 1, 0);
                mapped.copy(rows - 2, row);
                assertThat(row).containsExactly(0, 0, 0, 0);
                Files.delete(file);
            }
        }
    }

    @Test
    void rowsThatLieAcrossPiecesOfTheMappingAreWhole() throws IOException {
        // The first piece of 2^30 bytes ends within row 1.
        int columns = 200_000_000;
        Path file = folder.resolve("wide.npy");
        byte[] header = NpyBytes.file(NpyBytes.header("<f4", false, 2, columns), new byte[0]);
        Files.write(file, header);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(header.length + 8L * columns);
            for (long at : new long[] {(1 << 30) - 4, 1 << 30}) {
                sparse.seek(header.length + at);
                sparse.write(new byte[] {0, 0, (byte) 0x80, 0x3F});
            }
        }
        MappedVectors mapped = MappedVectors.of(NpyReader.open(file).header());
        float[] some = new float[4];
        mapped.copy(1, (1 << 28) - columns - 2, 4, some);
        assertThat(some).containsExactly(0, 1, 1, 0);
    }
}
