package io.github.activationatlas.inversion.internal.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.inversion.BatchTerm;
import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Magnitudes;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.Regularizer;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.inversion.internal.objective.BatchTermEvaluator;
import io.github.activationatlas.inversion.nd4j.SameDiffObjective;
import io.github.activationatlas.models.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every gradient on the way from an objective to the parameters, against differences. */
public class GradientsTest {
    public static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    public static void check(float[] at, float[] gradient, double step, ToDoubleFunction<float[]> function) {
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

    @Property(tries = 6)
    void objectives(@ForAll @IntRange(min = 2, max = 4) int height, @ForAll @IntRange(min = 2, max = 5) int width) {
        Shape shape = new Shape(height, width, 5);
        float[] direction = noise(5, 1);
        float[][] moment = new float[5][5];
        for (int i = 0; i < 25; i++) {
            moment[i / 5][i % 5] = (i / 5 == i % 5 ? 3 : 0) + 0.1f * (i / 5 + i % 5);
        }
        Whitening whitening = Whitening.of(moment);
        float[] reference = noise(shape.size(), 8);
        for (Objective objective : List.of(
                Objective.direction(direction, 4),
                Objective.direction(direction, 2).times(-0.5),
                Objective.direction(direction, 0),
                Objective.directionAt(direction, 2, -1, 0),
                Objective.directionEverywhere(direction, 2),
                Objective.cosine(direction),
                Objective.angle(direction),
                Objective.cosineAt(direction, 0, -1),
                Objective.cosineEverywhere(direction),
                Objective.whitenedCosine(direction, whitening),
                Objective.neuron(2),
                Objective.neuronAt(2, -1, -1),
                Objective.channel(3),
                Objective.classLogit(7),
                Objective.deepDream(),
                Objective.l1(0.3),
                Objective.l2(-0.2),
                Objective.caricature(reference, shape, 2),
                Objective.featureInversion(reference, shape),
                SameDiffObjective.of(h -> h.mul(h).mean().add(h.std(true))),
                Objective.cosine(direction).minus(Objective.channel(1).times(3)))) {
            float[] h = noise(2 * shape.size(), 2);
            // Near the direction and the reference, so that cosines are above their floor.
            for (int i = 0; i < shape.size(); i++) {
                h[shape.size() + i] += 2 * direction[i % 5] + reference[i];
            }
            float[] gradient = new float[h.length];
            objective.evaluate(h, shape.size(), shape, 1, gradient);
            check(h, gradient, 1e-3, x -> objective.evaluate(x, shape.size(), shape, 1, new float[x.length]));
        }
    }

    @Property(tries = 5)
    void batchTerms(@ForAll @IntRange(min = 2, max = 6) int batch, @ForAll @IntRange(min = 1, max = 3) int side) {
        Shape shape = new Shape(side, 2, 4);
        for (BatchTerm term : List.of(new BatchTerm.Neighbors(0.7), new BatchTerm.Diversity(1.3))) {
            float[] h = noise(batch * shape.size(), 3);
            float[] gradient = new float[h.length];
            try (BatchTermEvaluator terms = new BatchTermEvaluator()) {
                terms.evaluate(term, h, batch, shape, 1, gradient);
                check(h, gradient, 1e-3, x -> terms.evaluate(term, x, batch, shape, 1, new float[x.length]));
            }
        }
    }

    @Test
    void likePicturesAreNotDiverse() {
        float[] h = {1, 2, 1, 2};
        Shape shape = new Shape(1, 1, 2);
        try (BatchTermEvaluator terms = new BatchTermEvaluator()) {
            assertThat(terms.evaluate(new BatchTerm.Diversity(1), h, 2, shape, 1, new float[4]))
                    .isCloseTo(-1, within(1e-6));
            assertThat(terms.evaluate(new BatchTerm.Neighbors(1), h, 2, shape, 1, new float[4]))
                    .isZero();
        }
    }

    @Test
    void aPictureInWhichALayerSeesNothingIsUnlikeAnyOther() {
        float[] h = {0, 0, 1, 2, 2, 4};
        float[] gradient = new float[6];
        try (BatchTermEvaluator terms = new BatchTermEvaluator()) {
            assertThat(terms.evaluate(new BatchTerm.Diversity(3), h, 3, new Shape(1, 1, 2), 1, gradient))
                    .isCloseTo(-1, within(1e-6));
        }
        assertThat(gradient).containsExactly(new float[6], within(1e-6f));
    }

    @Test
    void anArticleObjectiveIsTheProductOfDotAndCosine() {
        float[] direction = {3, 0, 4};
        float[] h = {1, 2, 2};
        double value = Objective.direction(direction, 4).evaluate(h, 0, new Shape(1, 1, 3), 1, new float[3]);
        assertThat(value).isCloseTo(11 * Math.pow(11.0 / 15, 4), within(1e-2));
    }

    @Property(tries = 8)
    void regularizers(@ForAll @IntRange(min = 2, max = 7) int height, @ForAll @IntRange(min = 2, max = 7) int width) {
        int size = height * width * 3;
        float[] picture = noise(2 * size, 4);
        for (Regularizer regularizer : List.of(
                new Regularizer.TotalVariation(0.3),
                new Regularizer.Contrast(0.7),
                new Regularizer.L1(0.4),
                new Regularizer.HighFrequency(0.6),
                new Regularizer.Border(0.5, 1))) {
            float[] gradient = new float[picture.length];
            RegularizerGradient.subtract(regularizer, picture, size, height, width, 3, gradient);
            check(
                    picture,
                    gradient,
                    1e-4,
                    x -> -RegularizerGradient.subtract(regularizer, x, size, height, width, 3, new float[x.length]));
        }
    }

    @Test
    void aBlurStepGoesTowardsTheBlurredPicture() {
        float[] picture = new float[3 * 3];
        picture[4] = 1;
        float[] gradient = new float[9];
        RegularizerGradient.subtract(new Regularizer.Blur(1), picture, 0, 3, 3, 1, gradient);
        assertThat(gradient[4]).isCloseTo(-0.8f, within(1e-6f));
        assertThat(gradient[0]).isCloseTo(0.1f, within(1e-6f));
    }

    @Property(tries = 8)
    void parametrizations(@ForAll @IntRange(min = 8, max = 17) int size) {
        for (Parametrization parametrization : List.of(
                Parametrization.fourier(),
                new Parametrization.Fourier(1.5, 0.3),
                Parametrization.pixels(),
                new Parametrization.Pyramid(3),
                new Parametrization.SharedBase(new Parametrization.Fourier(1.2, 0.4), 0.2),
                new Parametrization.Alpha(Parametrization.fourier(), 0),
                new Parametrization.Alpha(new Parametrization.Pyramid(2), 0),
                new Parametrization.Maco(Magnitudes.inverseFrequency(size)))) {
            try (ImageParametrization images = ImageParametrization.of(parametrization, size, 2, Colors.imagenet())) {
                float[] parameters = new float[images.length()];
                images.start(3, i -> i, parameters);
                float[] pictures = new float[2 * size * size * 3];
                float[] cotangent = noise(pictures.length, 6);
                images.begin(3, i -> i);
                images.draw(4, parameters, pictures);
                float[] gradient = new float[parameters.length];
                images.reverse(pictures, cotangent.clone(), gradient);
                check(parameters, gradient, 1e-3, x -> {
                    float[] out = new float[pictures.length];
                    images.draw(4, x, out);
                    return dot(out, cotangent);
                });
            }
        }
    }

    @Property(tries = 6)
    void otherNumbersOfChannelsHaveColoursOfTheirOwn(@ForAll @IntRange(min = 1, max = 4) int channels) {
        try (ImageParametrization images =
                ImageParametrization.of(Parametrization.fourier(), 9, 2, Colors.independent(channels))) {
            float[] parameters = noise(images.length(), 1);
            float[] pictures = new float[2 * 9 * 9 * channels];
            float[] cotangent = noise(pictures.length, 6);
            images.draw(parameters, pictures);
            float[] gradient = new float[parameters.length];
            images.reverse(pictures, cotangent.clone(), gradient);
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
        try (ImageParametrization images =
                ImageParametrization.of(Parametrization.fourier(), n, 1, Colors.independent(1))) {
            float[] parameters = new float[images.length()];
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
        try (ImageParametrization two = ImageParametrization.of(Parametrization.fourier(), 9, 2, Colors.imagenet());
                ImageParametrization one =
                        ImageParametrization.of(Parametrization.fourier(), 9, 1, Colors.imagenet())) {
            float[] both = new float[2 * 9 * 9 * 3];
            float[] second = new float[9 * 9 * 3];
            float[] parameters = new float[two.length()];
            two.start(4, i -> 6 + i, parameters);
            two.draw(parameters, both);
            parameters = new float[one.length()];
            one.start(4, i -> 7 + i, parameters);
            one.draw(parameters, second);
            assertThat(Arrays.copyOfRange(both, second.length, both.length)).containsExactly(second, within(1e-5f));
        }
    }

    @Property(tries = 8)
    void whatWasDrawnCanBeStartedFrom(@ForAll @IntRange(min = 8, max = 17) int size) {
        for (Parametrization parametrization :
                List.of(Parametrization.fourier(), Parametrization.pixels(), new Parametrization.Pyramid(2))) {
            try (ImageParametrization images = ImageParametrization.of(parametrization, size, 2, Colors.imagenet())) {
                float[] parameters = new float[images.length()];
                images.start(5, i -> i, parameters);
                float[] pictures = new float[2 * size * size * 3];
                images.draw(parameters, pictures);
                float[] again = new float[images.length()];
                images.fit(pictures, again);
                float[] drawn = new float[pictures.length];
                images.draw(again, drawn);
                assertThat(drawn).containsExactly(pictures, within(1e-3f));
            }
        }
    }

    @Test
    void theFastArctangentIsTheArctangent() {
        for (float v = -100; v < 100; v += 0.037f) {
            assertThat((double) Arctangent.of(v)).isCloseTo(Math.atan(v), within(2e-7));
        }
        assertThat(Arctangent.of(Float.POSITIVE_INFINITY)).isEqualTo((float) (Math.PI / 2));
    }

    @Test
    void theFastSigmoidIsTheSigmoid() {
        for (float v = -100; v < 100; v += 0.37f) {
            assertThat((double) Sigmoid.of(v)).isCloseTo(1 / (1 + Math.exp(-v)), within(1e-6));
        }
    }
}
