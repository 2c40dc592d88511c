package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.plan.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every gradient on the way from an objective to the spectrum, against differences. */
class GradientsTest {
    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static void check(float[] at, float[] gradient, double step, ToDoubleFunction<float[]> function) {
        float[] direction = noise(at.length, 99);
        float[] up = at.clone();
        float[] down = at.clone();
        double expected = 0;
        for (int i = 0; i < at.length; i++) {
            up[i] += (float) (step * direction[i]);
            down[i] -= (float) (step * direction[i]);
            expected += (double) gradient[i] * direction[i];
        }
        double slope = (function.applyAsDouble(up) - function.applyAsDouble(down)) / (2 * step);
        assertThat(slope).isCloseTo(expected, within(2e-2 * (0.1 + Math.abs(expected))));
    }

    @Test
    void objectives() {
        Shape shape = new Shape(3, 4, 5);
        float[] direction = noise(5, 1);
        for (Objective objective : List.of(
                Objective.direction(direction, 4),
                Objective.direction(direction, 2).times(-0.5),
                Objective.direction(direction, 0),
                Objective.cosine(direction),
                Objective.neuron(2),
                Objective.channel(3),
                Objective.classLogit(7),
                Objective.cosine(direction).plus(Objective.channel(1).times(3)))) {
            float[] h = noise(2 * shape.size(), 2);
            // Near the direction, so that the cosine is above its floor.
            for (int c = 0; c < 5; c++) {
                h[shape.size() + (1 * 4 + 2) * 5 + c] += 2 * direction[c];
            }
            float[] gradient = new float[h.length];
            objective.evaluate(h, shape.size(), shape, 1, gradient);
            check(h, gradient, 1e-3, x -> objective.evaluate(x, shape.size(), shape, 1, new float[x.length]));
        }
    }

    @Test
    void anArticleObjectiveIsTheProductOfDotAndCosine() {
        float[] direction = {3, 0, 4};
        float[] h = {1, 2, 2};
        double value = Objective.direction(direction, 4).evaluate(h, 0, new Shape(1, 1, 3), 1, new float[3]);
        assertThat(value).isCloseTo(11 * Math.pow(11.0 / 15, 4), within(1e-2));
    }

    @Test
    void regularizers() {
        float[] picture = noise(2 * 5 * 4 * 3, 4);
        for (Regularizer regularizer : List.of(new Regularizer.TotalVariation(0.3), new Regularizer.Contrast(0.7))) {
            float[] gradient = new float[picture.length];
            regularizer.subtract(picture, 60, 5, 4, 3, gradient);
            check(picture, gradient, 1e-4, x -> -regularizer.subtract(x, 60, 5, 4, 3, new float[x.length]));
        }
    }

    @Property(tries = 30)
    void views(@ForAll @IntRange(min = 12, max = 90) int size, @ForAll long seed, @ForAll Transforms transforms) {
        View view = transforms.draw(size, new SplittableRandom(seed));
        assertThat(view.seen()).isBetween(1, size);
        float[] pictures = noise(2 * size * size * 3, seed);
        int seen = 2 * view.seen() * view.seen() * 3;
        float[] cotangent = noise(seen, 5);
        float[] gradient = new float[pictures.length];
        view.reverse(cotangent, 2, 3, gradient);
        // Sampling is affine, so that differences of any size agree.
        check(pictures, gradient, 1, x -> {
            float[] out = new float[seen];
            view.sample(x, 2, 3, out);
            return dot(out, cotangent);
        });
    }

    @Test
    void lucidsChainShowsThirtyTwoToFiftyOnePixelsOfEighty() {
        SplittableRandom random = new SplittableRandom(1);
        int[] seen = random.ints(5000)
                .map(i -> Transforms.LUCID.draw(80, random).seen())
                .sorted()
                .toArray();
        assertThat(seen[0]).isEqualTo(32);
        assertThat(seen[seen.length - 1]).isEqualTo(51);
        assertThat(seen[seen.length / 2]).isBetween(43, 47);
    }

    @Test
    void aWholeViewOfAWhitePictureIsWhite() {
        float[] white = new float[10 * 10 * 3];
        Arrays.fill(white, 1);
        float[] out = new float[white.length];
        View.whole(10).sample(white, 1, 3, out);
        assertThat(out).isEqualTo(white);
    }

    @Property(tries = 8)
    void spectra(@ForAll @IntRange(min = 8, max = 17) int size, @ForAll @IntRange(min = 1, max = 3) int channels) {
        try (FourierImages images = new FourierImages(size, 2, channels)) {
            float[] parameters = images.start(3, 0);
            float[] pictures = new float[2 * size * size * channels];
            float[] cotangent = noise(pictures.length, 6);
            images.draw(parameters, pictures);
            float[] gradient = new float[parameters.length];
            images.reverse(pictures, cotangent, gradient);
            check(parameters, gradient, 1e-3, x -> {
                float[] out = new float[pictures.length];
                images.draw(x, out);
                return dot(out, cotangent);
            });
        }
    }

    @Test
    void aSpectrumOfOneFrequencyIsOneWave() {
        int n = 16;
        try (FourierImages images = new FourierImages(n, 1, 1)) {
            float[] parameters = new float[2 * n * (n / 2 + 1)];
            parameters[3] = 1;
            float[] pictures = new float[n * n];
            images.draw(parameters, pictures);
            // Frequency 3 along x: 2 cos(2 pi 3 x / n) / n^2, times n / (3 / n) / 4.
            for (int x = 0; x < n; x++) {
                double t = 2 * Math.cos(2 * Math.PI * 3 * x / n) / (n * n) * n / (3.0 / n) / 4;
                for (int y = 0; y < n; y++) {
                    assertThat((double) pictures[y * n + x]).isCloseTo(1 / (1 + Math.exp(-t)), within(1e-5));
                }
            }
        }
    }

    @Test
    void aPictureStartsTheSameInAnyBatch() {
        try (FourierImages two = new FourierImages(9, 2, 3);
                FourierImages one = new FourierImages(9, 1, 3)) {
            float[] both = new float[2 * 9 * 9 * 3];
            float[] second = new float[9 * 9 * 3];
            two.draw(two.start(4, 6), both);
            one.draw(one.start(4, 7), second);
            assertThat(Arrays.copyOfRange(both, second.length, both.length)).containsExactly(second, within(1e-5f));
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
