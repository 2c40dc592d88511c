package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 16-bit floats, as they are rounded to and written. */
class HalfTest {
    @Test
    void everyHalfIsItsOwnNearest() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = Half.value((short) bits);
            if (!Float.isNaN(value)) {
                assertThat(Half.nearest(value)).as("%x", bits).isEqualTo((short) bits);
            } else {
                assertThat(Npy.roundToHalf(value)).isNaN();
            }
        }
    }

    /** All midpoints of neighbours, and the floats beside them. */
    @Test
    void aNumberGoesToTheNearestAndFromTheMiddleToTheEvenOne() {
        for (int bits = 0; bits < 0x7BFF; bits++) {
            float low = Half.value((short) bits);
            float high = Half.value((short) (bits + 1));
            float middle = (low + high) / 2;
            for (int sign = -1; sign <= 1; sign += 2) {
                assertThat(Npy.roundToHalf(sign * middle)).isEqualTo(sign * (bits % 2 == 0 ? low : high));
                assertThat(Npy.roundToHalf(sign * Math.nextDown(middle))).isEqualTo(sign * low);
                assertThat(Npy.roundToHalf(sign * Math.nextUp(middle))).isEqualTo(sign * high);
            }
        }
        assertThat(Npy.roundToHalf(Math.nextDown(65520f))).isEqualTo(65504);
        assertThat(Npy.roundToHalf(65520)).isInfinite();
        assertThat(Npy.roundToHalf(-1e30f)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void writtenHalvesTakeTwoBytesAndComeBackRounded(@TempDir Path folder) throws IOException {
        Random random = new Random(1);
        float[][] rows = new float[400][50];
        float[][] rounded = new float[400][50];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 50; j++) {
                rows[i][j] = (float) (random.nextGaussian() * Math.exp(8 * random.nextGaussian()));
                rounded[i][j] = Npy.roundToHalf(rows[i][j]);
            }
        }
        Path file = folder.resolve("some.npy");
        Npy.writeHalf(file, Vectors.of(rows));
        assertThat(Files.size(file)).isEqualTo(128 + 2 * 400 * 50);
        assertThat(Npy.readRows(file)).isDeepEqualTo(rounded);
    }
}
