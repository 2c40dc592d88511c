package io.github.activationatlas.inversion.internal.ascent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.inversion.DoubleDifferences;
import io.github.activationatlas.inversion.Optimizer;
import io.github.activationatlas.inversion.internal.image.GradientsTest;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Optimisers against the formulas that they are published with, in double. */
class OptimizerTest {
    private static final int STEPS = 6;
    private static final double RATE = 0.1;

    @Property(tries = 30)
    void adamIsAsPublishedWithDecoupledDecay(
            @ForAll @DoubleRange(max = 0.95) double beta1,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double beta2,
            @ForAll @DoubleRange(max = 1) double decay,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        OptimizerState climber = new OptimizerState(new Optimizer.Adam(beta1, beta2, decay), length);
        float[] at = GradientsTest.noise(length, 1);
        double[] x = DoubleDifferences.widen(at);
        double[] m = new double[length];
        double[] v = new double[length];
        for (int step = 1; step <= STEPS; step++) {
            float[] gradient = GradientsTest.noise(length, step + 1);
            climber.step(at, gradient, RATE);
            for (int i = 0; i < length; i++) {
                m[i] = beta1 * m[i] + (1 - beta1) * gradient[i];
                v[i] = beta2 * v[i] + (1 - beta2) * gradient[i] * gradient[i];
                double mean = m[i] / (1 - Math.pow(beta1, step));
                double square = v[i] / (1 - Math.pow(beta2, step));
                x[i] = (1 - RATE * decay) * x[i] + RATE * mean / (Math.sqrt(square) + 1e-8);
                assertThat((double) at[i]).isCloseTo(x[i], within(1e-4));
            }
        }
    }

    @Property(tries = 30)
    void plainStepsGatherMomentum(
            @ForAll @DoubleRange(max = 0.95) double momentum,
            @ForAll @DoubleRange(max = 1) double decay,
            @ForAll @IntRange(min = 1, max = 40) int length) {
        OptimizerState climber = new OptimizerState(new Optimizer.Sgd(momentum, decay), length);
        float[] at = GradientsTest.noise(length, 1);
        double[] x = DoubleDifferences.widen(at);
        double[] speed = new double[length];
        for (int step = 1; step <= STEPS; step++) {
            float[] gradient = GradientsTest.noise(length, step + 1);
            climber.step(at, gradient, RATE);
            for (int i = 0; i < length; i++) {
                speed[i] = momentum * speed[i] + gradient[i];
                x[i] = (1 - RATE * decay) * x[i] + RATE * speed[i];
                assertThat((double) at[i]).isCloseTo(x[i], within(1e-4));
            }
        }
    }

    @Example
    void wrongValuesAreNamedWithTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Optimizer.Adam(1, 0.9, 0))
                .withMessage("beta1 must be at least 0 and below 1, but was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Optimizer.Sgd(0.9, 11))
                .withMessage("weightDecay must be between 0 and 10, but was 11.0");
    }
}
