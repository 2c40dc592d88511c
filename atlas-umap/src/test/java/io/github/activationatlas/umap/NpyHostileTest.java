package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose headers are wrong, by accident or on purpose. */
@Timeout(20)
class NpyHostileTest {
    @TempDir
    Path folder;

    private interface Reading {
        Object of(Path file) throws IOException;
    }

    private static final List<Reading> READINGS = List.of(Npy::read, Npy::readRows, Npy::map, Npy::readIntegers);

    private Path write(String header, int bytes) throws IOException {
        return Files.write(folder.resolve("hostile.npy"), NpyBytes.file(header, new byte[bytes]));
    }

    private static void isRefused(Path file) {
        for (Reading reading : READINGS) {
            assertThatThrownBy(() -> reading.of(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void mutatedFilesAreReadOrRefusedWithTheirName() throws IOException {
        Random random = new Random(1);
        byte[] whole = NpyBytes.array(2, "<i4", true, new long[12], 3, 4);
        int refused = 0;
        for (int m = 0; m < 400; m++) {
            byte[] bytes = whole.clone();
            for (int times = random.nextInt(3) + 1; times > 0; times--) {
                int at = 6 + random.nextInt(bytes.length - 60);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> bytes[at] = (byte) "0123456789-,()[]{}'<>fiuTF ".charAt(random.nextInt(27));
                    case 2 -> bytes = Arrays.copyOf(bytes, Math.max(60, bytes.length - random.nextInt(20)));
                    default ->
                        System.arraycopy(bytes, at, bytes, 6 + random.nextInt(40), Math.min(8, bytes.length - at));
                }
            }
            Path file = Files.write(folder.resolve("mutation.npy"), bytes);
            for (Reading reading : READINGS) {
                try {
                    reading.of(file);
                } catch (IOException e) {
                    assertThat(e).hasMessageContaining(file.toString());
                    assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(500);
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(-3, -4)",
                "(3, -1)",
                "(2147483648, 1)",
                "(0, 99999999999)",
                "(99999999999999999999999999, 2)",
                "(2147483647, 2147483647, 2147483647)",
                "(4294967296, 4294967296)",
                "(2147483647, 2147483647, 2, 2)"
            })
    void shapesThatNoArrayHasAreRefused(String shape) throws IOException {
        Path file = write("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }", 16);
        for (Reading reading : READINGS) {
            assertThatThrownBy(() -> reading.of(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " has a shape that no array can have: " + shape);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{'descr': '<f4', 'fortran_order': False}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': 4}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,,2)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2.0, 2)}",
                "{'descr': '<f4', 'fortran_order': 0, 'shape': (4,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), 'more': 1}",
                "{'descr': '<f4' 'fortran_order': False, 'shape': (4,)}",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4,)",
                "'descr': '<f4', 'fortran_order': False, 'shape': (4,)"
            })
    void damagedHeadersAreRefused(String header) throws IOException {
        Path file = write(header, 16);
        for (Reading reading : READINGS) {
            assertThatThrownBy(() -> reading.of(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " is not a .npy file: its header is damaged");
        }
    }

    @Test
    void longNonsenseIsRefusedAtOnce() throws IOException {
        String nines = "9".repeat(30_000);
        isRefused(write("{'descr': '<f4', 'fortran_order': False, 'shape': (" + nines + ",)}", 4));
        isRefused(write("{'descr': '<f4', 'fortran_order': False, 'shape': (" + "1,".repeat(20_000) + ")}", 4));
        isRefused(write("{'descr': [" + "[".repeat(30_000) + "], 'fortran_order': False, 'shape': (1,)}", 4));
        isRefused(write("{" + "'a': 1, ".repeat(7_000) + "}", 4));
        isRefused(write("{'descr': '<f4', 'fortran_order': False, 'shape': (" + " ".repeat(60_000) + "}", 4));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "4,0", "1,1", "255,0"})
    void otherVersionsAreRefused(int major, int minor) throws IOException {
        byte[] bytes = NpyBytes.array(1, "<f4", false, new long[1], 1);
        bytes[6] = (byte) major;
        bytes[7] = (byte) minor;
        Path file = Files.write(folder.resolve("version.npy"), bytes);
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " has version " + major + "." + minor
                        + " of the .npy format; 1.0, 2.0 and 3.0 can be read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(100000, 20000)", "(2000000000,)", "(1000000000, 2)"})
    void aPromiseThatTheFileDoesNotKeepIsToldBeforeAnythingIsAllocated(String shape) throws IOException {
        Path file = write("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}", 1000);
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is truncated: it should hold 2000000000 values");
    }

    @Test
    void whatDoesNotFitIntoMemoryIsToldBeforeItIsAllocated() throws IOException {
        Path file = write("{'descr': '|i1', 'fortran_order': False, 'shape': (1000000, 100000)}", 0);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100_000_000_000L + 500);
        }
        assertThatThrownBy(() -> Npy.readRows(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " takes 381")
                .hasMessageContaining("-Xmx");
        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(IOException.class).hasMessageContaining("more than");
        assertThat(Npy.map(file).rows()).isEqualTo(1_000_000);
    }

    @Test
    void whatFollowsTheArrayIsLeftAloneAsByNumPy() throws IOException {
        Path file = write(NpyBytes.header("<f4", false, 2, 2), 16 + 7);
        assertThat(Npy.read(file).values()).hasSize(4);
        assertThat(Npy.map(file).rows()).isEqualTo(2);
    }

    @Test
    void emptyArraysAreReadButHoldNoVectors() throws IOException {
        Path file = write(NpyBytes.header("<f4", false, 0, 3), 0);
        assertThat(Npy.read(file).values()).isEmpty();
        assertThat(Npy.readRows(file)).isEmpty();
        assertThatThrownBy(() -> Npy.map(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " should hold rows of vectors, but its shape is [0, 3]");
        Path one = write(NpyBytes.header("<f4", false, 3), 12);
        for (Reading reading : List.<Reading>of(Npy::map, Npy::readRows)) {
            assertThatThrownBy(() -> reading.of(one))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " should hold rows of vectors, but its shape is [3]");
        }
        Path zero = write(NpyBytes.header("<f4", true), 4);
        assertThat(Npy.read(zero).values()).containsExactly(0);
    }

    @Test
    void truncatedHeadersAreRefused() throws IOException {
        byte[] whole = NpyBytes.array(2, "<f4", false, new long[] {1, 2}, 2);
        for (int length = 0; length < whole.length; length++) {
            isRefused(Files.write(folder.resolve("short.npy"), Arrays.copyOf(whole, length)));
        }
        byte[] endless = whole.clone();
        Arrays.fill(endless, 8, 12, (byte) 0xFF);
        isRefused(Files.write(folder.resolve("endless.npy"), endless));
        isRefused(Files.write(folder.resolve("text.npy"), "1,2,3\n".repeat(9).getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void shapesOfArraysAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Npy(new int[] {-2, -3}, new float[6]))
                .withMessage("lengths of axes are 0 or more, but the shape is [-2, -3]");
        int most = Integer.MAX_VALUE;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Npy(new int[] {most, most, most}, new float[1]))
                .withMessageContaining("no file can hold the shape");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.of(new float[][] {{1, 2}, {3}}))
                .withMessage("row 1 has 1 values, but row 0 has 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npy.write(folder.resolve("ragged.npy"), new float[][] {{1}, {3, 4}}))
                .withMessage("row 1 has 2 values, but row 0 has 1");
    }
}
