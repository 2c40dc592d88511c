package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    Path folder;

    @Property(tries = 50)
    void whatIsWrittenIsRead(@ForAll @IntRange(max = 40) int rows, @ForAll @IntRange(min = 1, max = 700) int columns)
            throws IOException {
        Path file = Files.createTempFile("array", ".npy");
        try {
            float[] values = new float[rows * columns];
            for (int i = 0; i < values.length; i++) {
                values[i] = i * 0.37f - 5;
            }
            new Npy(new int[] {rows, columns}, values).write(file);
            Npy read = Npy.read(file);
            assertThat(read.shape()).containsExactly(rows, columns);
            assertThat(read.values()).isEqualTo(values);
            assertThat(Files.size(file) % 64).isEqualTo(values.length * 4L % 64);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void theHeaderIsTheOneThatNumPyWrites() throws IOException {
        Path file = folder.resolve("a.npy");
        Npy.of(new float[][] {{1, 2, 3}}).write(file);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(new String(bytes, 10, 118, StandardCharsets.ISO_8859_1).strip())
                .isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }");
        assertThat(bytes).hasSize(128 + 12);
    }

    @Test
    void doublesAndIntegersAreReadToo() throws IOException {
        Path doubles = folder.resolve("d.npy");
        ByteBuffer data = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(1.5)
                .putDouble(-2);
        Files.write(doubles, NpyBytes.file("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", data.array()));
        assertThat(Npy.read(doubles).values()).containsExactly(1.5f, -2);
        Path integers = folder.resolve("i.npy");
        Npy.writeIntegers(integers, new int[] {3, -4, 5, 6}, 2, 2);
        assertThat(Npy.readIntegers(integers)).containsExactly(3, -4, 5, 6);
        assertThat(Npy.read(integers).rows()).isDeepEqualTo(new float[][] {{3, -4}, {5, 6}});
        assertThatThrownBy(() -> Npy.readIntegers(doubles))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("integers are expected");
    }

    @Test
    void damagedFilesAreRefusedInOneSentence() throws IOException {
        Path file = folder.resolve("bad.npy");
        Files.writeString(file, "no");
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a .npy file");
        Npy.of(new float[][] {{1, 2}, {3, 4}}).write(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is truncated: it should hold 4 values");
        Files.write(file, NpyBytes.file("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", new byte[8]));
        assertThatThrownBy(() -> Npy.read(file)).isInstanceOf(IOException.class).hasMessageContaining("type <c8");
        Files.write(
                file,
                NpyBytes.file("{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999), }", new byte[8]));
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is truncated: it should hold 9999800001 values");
    }

    @Test
    void valuesThatDoNotFillTheShapeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Npy(new int[] {2, 3}, new float[5]))
                .withMessage("5 values do not fill the shape [2, 3]");
    }
}
