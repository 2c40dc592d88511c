package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.umap.internal.npy.Float16;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounding to half precision, and files of it. */
class Float16Test {
    @TempDir
    Path folder;

    /** Half-precision values from zero to the largest, in order of size; a value's index is its bits. */
    private static final int LARGEST = 0x7BFF;

    @Test
    void everyHalfPrecisionValueStays() {
        for (int i = 0; i < 1 << 16; i++) {
            float value = Float16.value((short) i);
            if (Float.isNaN(value)) {
                assertThat(Npy.roundToFloat16(value)).isNaN();
            } else {
                assertThat(Float16.bits(value)).isEqualTo((short) i);
            }
        }
    }

    @Property
    void aValueBecomesTheNearestAndATieTheEvenOne(@ForAll int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isFinite(value)) {
            assertThat(Npy.roundToFloat16(value)).isEqualTo(nearest(value));
        }
    }

    /** Random bits are seldom near the range of half precision. */
    @Property
    void aValueOfOrdinarySizeBecomesTheNearest(@ForAll short bits, @ForAll short more) {
        float half = Float16.value(bits);
        float value = half * (1 + more * 0x1p-26f);
        if (Float.isFinite(value)) {
            assertThat(Npy.roundToFloat16(value)).isEqualTo(nearest(value));
        }
    }

    @Test
    void theMiddleOfEachTwoNeighboursBecomesTheEvenOne() {
        for (int i = 0; i < LARGEST; i++) {
            float middle = (Float16.value((short) i) + Float16.value((short) (i + 1))) / 2;
            short even = (short) (i % 2 == 0 ? i : i + 1);
            assertThat(Float16.bits(middle)).isEqualTo(even);
            assertThat(Float16.bits(Math.nextUp(middle))).isEqualTo((short) (i + 1));
            assertThat(Float16.bits(Math.nextDown(middle))).isEqualTo((short) i);
            assertThat(Npy.roundToFloat16(-middle)).isEqualTo(-Float16.value(even));
        }
    }

    /** By search among all of them; what is beyond the largest by half a step or more is infinite. */
    private static float nearest(float value) {
        double size = Math.abs((double) value);
        if (size >= 65520) {
            return Math.copySign(Float.POSITIVE_INFINITY, value);
        }
        int best = 0;
        for (int i = 1; i <= LARGEST; i++) {
            double now = Math.abs(size - Float16.value((short) i));
            double before = Math.abs(size - Float16.value((short) best));
            if (now < before || now == before && i % 2 == 0) {
                best = i;
            }
        }
        return Math.copySign(Float16.value((short) best), value);
    }

    @Test
    void vectorsAreWrittenAsNumpyDoesAndReadBackRounded() throws IOException {
        int columns = 20_000;
        float[][] rows = new float[3][columns];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns; j++) {
                rows[i][j] = (float) Math.sin(i * columns + j) * (i + 1) / 3;
            }
        }
        Path file = folder.resolve("halves.npy");
        Npy.writeFloat16(file, Vectors.of(rows));
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("'descr': '<f2'", "'shape': (3, 20000)");
        assertThat(Files.size(file)).isLessThan(3L * columns * Short.BYTES + 256);
        float[][] read = Npy.readRows(file);
        Vectors mapped = Npy.map(file);
        float[] row = new float[columns];
        for (int i = 0; i < rows.length; i++) {
            float[] rounded = rows[i].clone();
            for (int j = 0; j < columns; j++) {
                rounded[j] = Npy.roundToFloat16(rounded[j]);
            }
            assertThat(read[i]).isEqualTo(rounded);
            mapped.copy(i, row);
            assertThat(row).isEqualTo(rounded);
        }
    }
}
