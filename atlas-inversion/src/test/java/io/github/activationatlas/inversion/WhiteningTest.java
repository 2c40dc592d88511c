package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.activationatlas.inversion.internal.linalg.Matrices;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhiteningTest {
    /** Half of the values are zero, as rectified ones are; some are negative, as before a rectifier. */
    private static float[][] activations(int count, int channels, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][channels];
        for (float[] row : rows) {
            for (int j = 0; j < channels; j++) {
                row[j] = random.nextBoolean() ? 0 : (float) random.nextGaussian() + 0.3f;
            }
        }
        return rows;
    }

    /** The whole matrix. */
    private static float[][] matrix(Whitening whitening, int channels) {
        float[][] matrix = new float[channels][];
        for (int i = 0; i < channels; i++) {
            float[] unit = new float[channels];
            unit[i] = 1;
            matrix[i] = whitening.apply(unit);
        }
        return matrix;
    }

    /** By the definition: one sum behind the other, in one thread. */
    private static float[][] byDefinition(float[][] activations) {
        int d = activations[0].length;
        double[] moment = new double[d * d];
        double trace = 0;
        for (float[] h : activations) {
            for (int i = 0; i < d * d; i++) {
                moment[i] += (double) h[i / d] * h[i % d];
            }
        }
        for (int i = 0; i < d; i++) {
            trace += moment[i * d + i];
        }
        for (int i = 0; i < d * d; i++) {
            moment[i] /= activations.length;
            moment[i] += i / d == i % d ? 1e-3 * trace / activations.length / d : 0;
        }
        double[] inverse = Matrices.inverse(moment, d);
        float[][] rows = new float[d][d];
        for (int i = 0; i < d * d; i++) {
            rows[i / d][i % d] = (float) inverse[i];
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 257, 1000})
    void sumsInBlocksHaveTheBitsOfSumsInOneThread(int count) {
        float[][] activations = activations(count, 19, count);
        float[][] expected = byDefinition(activations);
        assertThat(matrix(Whitening.ofActivations(activations), 19)).isDeepEqualTo(expected);
        Whitening streamed = Whitening.ofActivations(
                count, 19, (row, to) -> System.arraycopy(activations[row], 0, to, 0, to.length));
        assertThat(matrix(streamed, 19)).isDeepEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theNumberOfThreadsChangesNothing(int threads) throws Exception {
        float[][] activations = activations(700, 40, 3);
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            float[][] matrix = pool.submit(() -> matrix(Whitening.ofActivations(activations), 40))
                    .get();
            assertThat(matrix).isDeepEqualTo(byDefinition(activations));
        } finally {
            pool.shutdown();
        }
    }

    /** The rows do not have to be in memory. */
    @Test
    void eachRowIsReadOnceInOrder() {
        int[] next = {0};
        Whitening.ofActivations(600, 3, (row, to) -> {
            assertThat(row).isEqualTo(next[0]++);
            to[row % 3] = 1 + row;
        });
        assertThat(next[0]).isEqualTo(600);
    }

    @Test
    void nothingAndZerosAreRefused() {
        assertThatThrownBy(() -> Whitening.ofActivations(0, 3, (row, to) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no activations");
        assertThatThrownBy(() -> Whitening.ofActivations(4, 3, (row, to) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("all activations are zero");
        assertThatThrownBy(() -> Whitening.ofActivations(new float[0][]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no activations");
    }
}
