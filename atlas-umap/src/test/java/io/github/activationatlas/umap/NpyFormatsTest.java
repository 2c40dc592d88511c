package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.activationatlas.umap.internal.npy.MappedVectors;
import io.github.activationatlas.umap.internal.npy.NpyReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which NumPy writes numbers. */
class NpyFormatsTest {
    @TempDir
    Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.npy"), bytes);
    }

    @Provide
    static Arbitrary<String> types() {
        return Arbitraries.of(
                "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "|i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "|u1", "<u2",
                ">u2", "<u4", ">u4", "<u8", ">u8", "|b1");
    }

    private static long[] values(String type, int count, long seed) {
        Random random = new Random(seed);
        int most = type.endsWith("b1") ? 2 : 128;
        int least = type.contains("u") || type.endsWith("b1") ? 0 : -128;
        return LongStream.range(0, count)
                .map(i -> random.nextInt(most - least) + least)
                .toArray();
    }

    @Property(tries = 300)
    void everyTypeOrderAndVersionIsReadInCOrder(
            @ForAll("types") String type,
            @ForAll boolean fortran,
            @ForAll @IntRange(min = 1, max = 3) int version,
            @ForAll @Size(max = 4) List<@IntRange(max = 5) Integer> sides,
            @ForAll long seed)
            throws IOException {
        int[] shape = sides.stream().mapToInt(s -> s).toArray();
        int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        long[] values = values(type, count, seed);
        float[] expected = new float[count];
        for (int i = 0; i < count; i++) {
            expected[i] = values[i];
        }
        Path file = Files.createTempFile("form", ".npy");
        try {
            Files.write(file, NpyBytes.array(version, type, fortran, values, shape));
            Npy read = Npy.read(file);
            assertThat(read.shape()).isEqualTo(shape);
            assertThat(read.values()).isEqualTo(expected);
            if (!type.contains("f")) {
                int[] whole = LongStream.of(values).mapToInt(v -> (int) v).toArray();
                assertThat(Npy.readIntegers(file)).isEqualTo(whole);
            }
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 200)
    void everyTypeAndOrderIsMappedAndReadByRow(
            @ForAll("types") String type,
            @ForAll boolean fortran,
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 9) int columns,
            @ForAll long seed)
            throws IOException {
        long[] values = values(type, rows * columns, seed);
        Path file = Files.createTempFile("form", ".npy");
        try {
            Files.write(file, NpyBytes.array(1, type, fortran, values, rows, columns));
            Vectors mapped = Npy.map(file);
            float[][] read = Npy.readRows(file);
            // However small the file is, as one that is too large for memory.
            Vectors strided = MappedVectors.of(NpyReader.open(file).header());
            assertThat(mapped.rows()).isEqualTo(rows);
            assertThat(mapped.dimension()).isEqualTo(columns);
            for (int i = 0; i < rows; i++) {
                float[] expected = new float[columns];
                for (int j = 0; j < columns; j++) {
                    expected[j] = values[i * columns + j];
                }
                float[] row = new float[columns];
                mapped.copy(i, row);
                assertThat(row).isEqualTo(expected);
                strided.copy(i, row);
                assertThat(row).isEqualTo(expected);
                assertThat(read[i]).isEqualTo(expected);
            }
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0093NUMPY\u0001\u0000v\u0000{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }"
                        + "                                                           \n",
                "\u0093NUMPY\u0002\u0000t\u0000\u0000\u0000{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }"
                        + "                                                         \n",
                "\u0093NUMPY\u0003\u0000t\u0000\u0000\u0000{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }"
                        + "                                                         \n",
                "\u0093NUMPY\u0001\u00005\u0000{\"shape\":(2L,3L),'fortran_order':True,'descr':\">i2\"}\n"
            })
    void bytesThatNumPyWroteAreRead(String header) throws IOException {
        byte[] data = "\u0000\u0001\u0000\u0004\u00ff\u00fe\u0000\u0005\u0000\u0003\u0000\u0006"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] start = header.getBytes(StandardCharsets.ISO_8859_1);
        Path file = write(ByteBuffer.allocate(start.length + data.length)
                .put(start)
                .put(data)
                .array());
        assertThat(Npy.read(file).rows()).isDeepEqualTo(new float[][] {{1, -2, 3}, {4, 5, 6}});
        assertThat(Npy.readRows(file)).isDeepEqualTo(new float[][] {{1, -2, 3}, {4, 5, 6}});
        assertThat(Npy.readIntegers(file)).containsExactly(1, -2, 3, 4, 5, 6);
    }

    @Test
    void extremesOfEveryTypeBecomeTheNearestFloats() throws IOException {
        long most = -1L;
        assertThat(read("<u8", longs(most, 1L << 63, (1L << 63) + (1L << 39) + 1)))
                .containsExactly(0x1p64f, 0x1p63f, 0x1.000002p63f);
        assertThat(read("<i8", longs(Long.MIN_VALUE, Long.MAX_VALUE, (1L << 54) + (1L << 30) + 1)))
                .containsExactly(-0x1p63f, 0x1p63f, 0x1.000002p54f);
        assertThat(read("<u4", longs(0xFFFFFFFFL))).containsExactly(0x1p32f, 0);
        assertThat(read("<u2", longs(0xFFFF_8000L))).containsExactly(32768, 65535, 0, 0);
        assertThat(read("<f2", longs(0x0001_7BFF_FC00_8000L)))
                .containsExactly(-0f, Float.NEGATIVE_INFINITY, 65504, 0x1p-24f);
        assertThat(read(
                        "<f8",
                        longs(Double.doubleToLongBits(1e300), Double.doubleToLongBits(0.1), 0x7FF8000000000000L)))
                .containsExactly(Float.POSITIVE_INFINITY, 0.1f, Float.NaN);
    }

    private float[] read(String type, byte[] data) throws IOException {
        int width = type.charAt(2) - '0';
        return Npy.read(write(NpyBytes.file(NpyBytes.header(type, false, data.length / width), data)))
                .values();
    }

    private static byte[] longs(long... values) {
        ByteBuffer data = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        LongStream.of(values).forEach(data::putLong);
        return data.array();
    }

    @Test
    void integersBeyond32BitsAreRefusedAndNotCutOff() throws IOException {
        Path file = write(NpyBytes.file(NpyBytes.header("<i8", false, 2), longs(5, 1L << 31)));
        assertThatThrownBy(() -> Npy.readIntegers(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is expected to hold integers of 32 bits, but value 1 is beyond them");
        Path exact = write(NpyBytes.file(NpyBytes.header("<u8", false, 1), longs(16777217)));
        assertThat(Npy.readIntegers(exact)).containsExactly(16777217);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'<c8'", "'<U5'", "'|O'", "'<M8[s]'", "'<f16'", "'|V2'", "[('a', '<f4'), ('b', '<i4')]"})
    void otherTypesAreRefusedWithTheListOfThoseThatAreRead(String type) throws IOException {
        Path file =
                write(NpyBytes.file("{'descr': " + type + ", 'fortran_order': False, 'shape': (1,), }", new byte[20]));
        for (Reading reading : new Reading[] {Npy::read, Npy::map, Npy::readRows, Npy::readIntegers}) {
            assertThatThrownBy(() -> reading.of(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " holds values of type " + type.replace("'", "")
                            + "; float16, float32, float64, int8 to int64, uint8 to uint64 and bool can be read");
        }
    }

    private interface Reading {
        Object of(Path file) throws IOException;
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatThrownBy(() -> Npy.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + " is a folder, not a .npy file");
    }
}
