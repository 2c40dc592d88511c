package io.github.activationatlas.inversion.internal.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.inversion.BatchTerm;
import io.github.activationatlas.inversion.DoubleDifferences;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.inversion.internal.image.GradientsTest;
import io.github.activationatlas.inversion.nd4j.SameDiffObjective;
import io.github.activationatlas.models.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Every objective and batch term against its formula in double, value and gradient. */
class ObjectiveDifferencesTest {
    private static final double EPSILON = 1e-4;

    /** Dot product and lengths of the vector at a position, [h.v, |h|, |v|]. */
    private static double[] product(double[] h, int at, float[] v) {
        double dot = 0;
        double hh = 0;
        double vv = 0;
        for (int c = 0; c < v.length; c++) {
            dot += h[at + c] * v[c];
            hh += h[at + c] * h[at + c];
            vv += (double) v[c] * v[c];
        }
        return new double[] {dot, Math.sqrt(hh), Math.sqrt(vv)};
    }

    private static double cosine(double[] h, int at, float[] v) {
        double[] p = product(h, at, v);
        return p[0] / (EPSILON + p[1]) / (EPSILON + p[2]);
    }

    /** Minus 10 times the angle, level where the cosine is beyond the bound at which its slope would have none. */
    private static double angle(double cosine) {
        return -10 * Math.acos(Math.max(-Alignment.LARGEST_COSINE, Math.min(Alignment.LARGEST_COSINE, cosine)));
    }

    private static double powered(double[] h, int at, float[] v, double power) {
        return product(h, at, v)[0] * Math.pow(Math.max(0.1, cosine(h, at, v)), power);
    }

    private static double mean(double[] h, ToDoubleFunction<Double> of) {
        double sum = 0;
        for (double value : h) {
            sum += of.applyAsDouble(value);
        }
        return sum / h.length;
    }

    private static double everywhere(double[] h, int channels, ToDoubleFunction<Integer> of) {
        double sum = 0;
        for (int at = 0; at < h.length; at += channels) {
            sum += of.applyAsDouble(at);
        }
        return sum * channels / h.length;
    }

    private static double form(float[][] s, double[] a, int at, double[] b, int from) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                sum += a[at + i] * s[i][j] * b[from + j];
            }
        }
        return sum;
    }

    @Property(tries = 12)
    void objectives(
            @ForAll @IntRange(min = 2, max = 5) int height,
            @ForAll @IntRange(min = 2, max = 5) int width,
            @ForAll @IntRange(min = 2, max = 7) int channels,
            @ForAll @IntRange(max = 1000) int seed) {
        Shape shape = new Shape(height, width, channels);
        float[] v = GradientsTest.noise(channels, seed);
        double[] wide = DoubleDifferences.widen(v);
        float[] r = GradientsTest.noise(shape.size(), seed + 1);
        float[][] s = new float[channels][channels];
        for (int i = 0; i < channels * channels; i++) {
            int a = i / channels;
            int b = i % channels;
            s[a][b] = (a == b ? 3 : 0) + 0.1f * (a + b);
        }
        int middle = Positions.middle(shape);
        int above = middle - width * channels;
        int last = channels - 1;
        Map<Objective, ToDoubleFunction<double[]>> pairs = new LinkedHashMap<>();
        pairs.put(Objective.direction(v, 4), h -> powered(h, middle, v, 4));
        pairs.put(Objective.direction(v, 0), h -> product(h, middle, v)[0]);
        pairs.put(Objective.directionAt(v, 2, -1, 0), h -> powered(h, above, v, 2));
        pairs.put(Objective.directionEverywhere(v, 2), h -> everywhere(h, channels, at -> powered(h, at, v, 2)));
        pairs.put(Objective.cosine(v), h -> 10 * cosine(h, middle, v));
        pairs.put(Objective.angle(v), h -> angle(cosine(h, middle, v)));
        pairs.put(Objective.cosineAt(v, -1, 0), h -> 10 * cosine(h, above, v));
        pairs.put(Objective.cosineEverywhere(v), h -> 10 * everywhere(h, channels, at -> cosine(h, at, v)));
        ToDoubleFunction<double[]> whitened =
                h -> form(s, h, middle, wide, 0) / Math.sqrt(form(s, h, middle, h, middle) * form(s, wide, 0, wide, 0));
        pairs.put(Objective.whitenedCosine(v, Whitening.of(s)), h -> 10 * whitened.applyAsDouble(h));
        pairs.put(Objective.whitenedAngle(v, Whitening.of(s)), h -> angle(whitened.applyAsDouble(h)));
        pairs.put(Objective.neuron(last), h -> h[middle + last]);
        pairs.put(Objective.neuronAt(1, -1, 0), h -> h[above + 1]);
        pairs.put(Objective.channel(last), h -> everywhere(h, channels, at -> h[at + last]));
        pairs.put(Objective.classLogit(1), h -> h[1]);
        pairs.put(Objective.deepDream(), h -> mean(h, a -> a * a));
        pairs.put(Objective.l1(0.3), h -> mean(h, a -> Math.abs(a - 0.3)));
        pairs.put(Objective.l2(-0.2), h -> mean(h, a -> (a + 0.2) * (a + 0.2)));
        pairs.put(Objective.featureInversion(r, shape), h -> {
            double sum = 0;
            for (int i = 0; i < r.length; i++) {
                sum -= (h[i] - r[i]) * (h[i] - r[i]);
            }
            return sum / r.length;
        });
        pairs.put(Objective.caricature(r, shape, 2), h -> {
            double[] p = product(h, 0, r);
            return p[0] * Math.pow(Math.max(0.1, p[0] / p[1] / p[2]), 2) / (height * width);
        });
        pairs.put(SameDiffObjective.of(h -> h.mul(h).mul(h).mean()), h -> mean(h, a -> a * a * a));
        pairs.put(
                Objective.cosine(v).minus(Objective.channel(1).times(3)),
                h -> 10 * cosine(h, middle, v) - 3 * everywhere(h, channels, at -> h[at + 1]));
        float[] near = GradientsTest.noise(shape.size(), seed + 2);
        // Near the direction and the reference, so that cosines are above their floor.
        for (int i = 0; i < near.length; i++) {
            near[i] += 2 * v[i % channels] + r[i];
        }
        pairs.forEach((objective, reference) -> {
            float[] gradient = new float[near.length];
            double value = objective.evaluate(near, 0, shape, 1, gradient);
            DoubleDifferences.check(near, value, gradient, reference);
        });
    }

    /** The weighted mean over the middle and what the layer has around it. */
    private static double neighborhood(Shape shape, double share, ToDoubleFunction<Integer> of) {
        double sum = 0;
        double weights = 0;
        for (int y = 0; y < shape.height(); y++) {
            for (int x = 0; x < shape.width(); x++) {
                int down = Math.abs(y - shape.height() / 2);
                int right = Math.abs(x - shape.width() / 2);
                double weight = Math.max(down, right) > 1 ? 0 : Math.pow(share, down + right);
                weights += weight;
                sum += weight == 0 ? 0 : weight * of.applyAsDouble((y * shape.width() + x) * shape.channels());
            }
        }
        return sum / weights;
    }

    @Property(tries = 20)
    void whatLooksAroundTheMiddle(
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 2, max = 6) int channels,
            @ForAll @DoubleRange(min = 0.05, max = 1) double share) {
        Shape shape = new Shape(height, width, channels);
        float[] v = GradientsTest.noise(channels, 1);
        Map<Objective, ToDoubleFunction<double[]>> pairs = new LinkedHashMap<>();
        pairs.put(
                Objective.cosine(v).neighborhood(share), h -> neighborhood(shape, share, at -> 10 * cosine(h, at, v)));
        pairs.put(
                Objective.angle(v).neighborhood(share), h -> neighborhood(shape, share, at -> angle(cosine(h, at, v))));
        pairs.put(
                Objective.direction(v, 2)
                        .minus(Objective.neuron(1).times(3))
                        .neighborhood(share)
                        .times(0.5),
                h -> neighborhood(shape, share, at -> powered(h, at, v, 2) - 3 * h[at + 1]) / 2);
        float[] near = GradientsTest.noise(2 * shape.size(), 2);
        for (int i = 0; i < near.length; i++) {
            near[i] += 2 * v[i % channels];
        }
        // The second image of a batch, which leaves the first alone.
        int offset = shape.size();
        float[] second = Arrays.copyOfRange(near, offset, near.length);
        pairs.forEach((objective, reference) -> {
            float[] gradient = new float[near.length];
            double value = objective.evaluate(near, offset, shape, 1, gradient);
            assertThat(gradient).startsWith(new float[offset]);
            DoubleDifferences.check(second, value, Arrays.copyOfRange(gradient, offset, near.length), reference);
        });
    }

    @Example
    void onlyWhatLooksAtTheMiddleLooksAroundIt() {
        float[] v = {1, 2};
        assertThat(Objective.cosine(v).neighborhood(1)).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.cosine(v).neighborhood(0))
                .withMessage("share must be above 0 and at most 1, but was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.channel(1).neighborhood(0.5))
                .withMessageStartingWith("only an objective at the middle has a nearby one, but was ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Objective.cosine(v).neighborhood(0.5).neighborhood(0.5))
                .withMessageStartingWith("only an objective at the middle has a nearby one, but was ");
    }

    @Property(tries = 10)
    void batchTerms(
            @ForAll @IntRange(min = 2, max = 6) int batch,
            @ForAll @IntRange(min = 1, max = 5) int side,
            @ForAll @IntRange(min = 1, max = 9) int channels) {
        Shape shape = new Shape(side, 2, channels);
        int size = shape.size();
        float[] h = GradientsTest.noise(batch * size, 3);
        float[] gradient = new float[h.length];
        BatchTermEvaluator terms = new BatchTermEvaluator();
        double value = terms.evaluate(new BatchTerm.Neighbors(0.7), h, batch, shape, 1, gradient);
        DoubleDifferences.check(h, value, gradient, x -> {
            double sum = 0;
            for (int d = 1; d <= Math.min(4, batch - 1); d++) {
                for (int i = 0; i + d < batch; i++) {
                    double apart = 0;
                    double lengths = 0;
                    for (int k = i * size; k < (i + 1) * size; k++) {
                        apart += Math.pow(x[k + d * size] - x[k], 2);
                        lengths += x[k] * x[k] + x[k + d * size] * x[k + d * size];
                    }
                    sum -= 0.7 * apart / lengths / Math.pow(2, d);
                }
            }
            return sum;
        });
        float[] diverse = new float[h.length];
        value = terms.evaluate(new BatchTerm.Diversity(1.3), h, batch, shape, 1, diverse);
        terms.close();
        DoubleDifferences.check(h, value, diverse, x -> {
            double sum = 0;
            for (int i = 0; i < batch; i++) {
                for (int j = i + 1; j < batch; j++) {
                    double[] a = gram(x, i, shape);
                    double[] b = gram(x, j, shape);
                    sum -= inner(a, b) / Math.sqrt(inner(a, a) * inner(b, b));
                }
            }
            return 1.3 * sum * 2 / (batch * (batch - 1));
        });
    }

    private static double[] gram(double[] h, int picture, Shape shape) {
        int channels = shape.channels();
        double[] gram = new double[channels * channels];
        for (int at = picture * shape.size(); at < (picture + 1) * shape.size(); at += channels) {
            for (int i = 0; i < gram.length; i++) {
                gram[i] += h[at + i / channels] * h[at + i % channels];
            }
        }
        return gram;
    }

    private static double inner(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
