package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** Whitening of activations that are read a few at a time. */
class WhiteningRowsTest {
    private static final int CHANNELS = 7;

    private static float[][] activations() {
        Random random = new Random(1);
        float[][] activations = new float[2500][CHANNELS];
        for (float[] row : activations) {
            for (int c = 0; c < CHANNELS; c++) {
                row[c] = Math.max(0, (float) random.nextGaussian());
            }
        }
        return activations;
    }

    private static Whitening of(float[][] activations) {
        return Whitening.ofActivations(
                activations.length, CHANNELS, (row, to) -> System.arraycopy(activations[row], 0, to, 0, CHANNELS));
    }

    @Test
    void theResultIsTheSameForAnyNumberOfThreads() throws Exception {
        float[][] activations = activations();
        float[] direction = activations[0];
        float[] expected = Whitening.ofActivations(activations).apply(direction);
        for (int threads : new int[] {1, 2, 5}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> of(activations).apply(direction)).get())
                        .containsExactly(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    /** The moment written out in one loop over the activations, as the inverse of which the whitening is defined. */
    @Test
    void whitenedDirectionsSolveTheMomentsEquation() {
        float[][] activations = activations();
        float[] whitened = of(activations).apply(activations[0]);
        double[][] moment = new double[CHANNELS][CHANNELS];
        double trace = 0;
        for (float[] h : activations) {
            for (int i = 0; i < CHANNELS; i++) {
                for (int j = 0; j < CHANNELS; j++) {
                    moment[i][j] += (double) h[i] * h[j] / activations.length;
                }
                trace += (double) h[i] * h[i] / activations.length;
            }
        }
        for (int i = 0; i < CHANNELS; i++) {
            double back = 1e-3 * trace / CHANNELS * whitened[i];
            for (int j = 0; j < CHANNELS; j++) {
                back += moment[i][j] * whitened[j];
            }
            assertThat(back).isCloseTo(activations[0][i], org.assertj.core.api.Assertions.within(1e-4));
        }
    }

    @Test
    void thereMustBeActivations() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Whitening.ofActivations(0, 3, (row, to) -> {}))
                .withMessage("there are no activations");
    }
}
