package io.github.activationatlas.models.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Constants;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.plan.Plan;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Winograd's products against the sum that a convolution is defined as, in double precision. */
class WinogradTest {
    /** The definition; margins may be anything. */
    private static double[] convolution(float[] x, int batch, Shape in, Shape out, int top, int left, float[] weights) {
        int c = in.channels();
        int k = out.channels();
        double[] y = new double[batch * out.size()];
        for (int position = 0; position < batch * out.height() * out.width(); position++) {
            int column = position % out.width();
            int row = position / out.width() % out.height();
            int image = position / out.width() / out.height();
            for (int tap = 0; tap < 9; tap++) {
                int i = row + tap / 3 - top;
                int j = column + tap % 3 - left;
                for (int from = 0; i >= 0 && i < in.height() && j >= 0 && j < in.width() && from < c; from++) {
                    double value = x[((image * in.height() + i) * in.width() + j) * c + from];
                    for (int to = 0; to < k; to++) {
                        y[position * k + to] += value * weights[(tap * c + from) * k + to];
                    }
                }
            }
        }
        return y;
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double size(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum / values.length);
    }

    @Property(tries = 150)
    void productsGiveTheConvolution(
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = 3, max = 34) int height,
            @ForAll @IntRange(min = 3, max = 34) int width,
            @ForAll @IntRange(min = 1, max = 9) int inputs,
            @ForAll @IntRange(min = 1, max = 9) int outputs,
            @ForAll @IntRange(max = 2) int top,
            @ForAll @IntRange(max = 2) int bottom,
            @ForAll @IntRange(max = 2) int left,
            @ForAll @IntRange(max = 2) int right,
            @ForAll boolean biased,
            @ForAll int seed) {
        Random random = new Random(seed);
        Margins margins = new Margins(top, bottom, left, right);
        Shape in = new Shape(height, width, inputs);
        Shape out = new Shape(height + top + bottom - 2, width + left + right - 2, outputs);
        float[] x = gaussian(random, batch * in.size());
        float[] weights = gaussian(random, 9 * inputs * outputs);
        float[] bias = gaussian(random, outputs);
        float[] y = new float[batch * out.size()];
        try (Constants constants = new Constants();
                Memory memory = new Memory(constants)) {
            INDArray from = memory.view("from", Views.shape(batch, in));
            INDArray to = memory.view("to", Views.shape(batch, out));
            HostBuffers.write(x, x.length, from);
            to.assign(Float.NaN);
            INDArray factors = memory.constant("factors", () -> Winograd.factors(weights), 36L * inputs, outputs);
            Step step = new WinogradConvolution(in, margins, factors, biased ? bias : null, from, to, memory);
            step.run();
            step.run();
            HostBuffers.read(to, y);
        }
        double[] expected = convolution(x, batch, in, out, top, left, weights);
        double tolerance = 3e-5 * Math.sqrt(9.0 * inputs);
        for (int i = 0; i < y.length; i++) {
            double shift = biased ? bias[i % outputs] : 0;
            assertThat((double) y[i]).as("value %s", i).isCloseTo(expected[i] + shift, within(tolerance));
        }
    }

    @Property(tries = 8)
    void aPlanUsesThemForwardInReverseAndForTangents(
            @ForAll @IntRange(min = 16, max = 24) int height,
            @ForAll @IntRange(min = 16, max = 24) int width,
            @ForAll @IntRange(max = 2) int padding,
            @ForAll @IntRange(min = 1, max = 2) int batch,
            @ForAll int seed) {
        Random random = new Random(seed);
        Shape in = new Shape(height, width, 128);
        WindowAxis axis = new WindowAxis(3, 1, 1, padding, padding, false);
        float[] weights = gaussian(random, 9 * 128 * 160);
        Convolution convolution = new Convolution(new Window(axis, axis), 128, 160, weights, gaussian(random, 160));
        Network network = new Network("image", List.of(new Node("conv", convolution, List.of("image"), "out")));
        float[] image = gaussian(random, batch * in.size());
        float[] direction = gaussian(random, image.length);
        try (Plan plan = new Plan(network, batch, in, Set.of("out"), GradientRules.EXACT, 1)) {
            plan.forward(image, batch, in);
            Shape out = plan.shape("out");
            float[] y = new float[batch * out.size()];
            plan.read("out", y);
            float[] change = new float[y.length];
            plan.tangent("image", direction, "out", change);
            float[] cotangent = gaussian(random, y.length);
            float[] gradient = new float[image.length];
            plan.reverse("out", cotangent, gradient);

            float[] bias = Objects.requireNonNull(convolution.bias());
            double[] expected = convolution(image, batch, in, out, padding, padding, weights);
            for (int i = 0; i < y.length; i++) {
                expected[i] += bias[i % 160];
            }
            assertClose(y, expected);
            assertClose(change, convolution(direction, batch, in, out, padding, padding, weights));
            int back = 2 - padding;
            assertClose(gradient, convolution(cotangent, batch, out, in, back, back, flipped(weights, 128, 160)));
        }
    }

    private static float[] flipped(float[] weights, int inputs, int outputs) {
        float[] flipped = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            int output = i % outputs;
            int input = i / outputs % inputs;
            int tap = 8 - i / outputs / inputs;
            flipped[(tap * outputs + output) * inputs + input] = weights[i];
        }
        return flipped;
    }

    /** The usual error is 7e-7 of the values' size. */
    private static void assertClose(float[] actual, double[] expected) {
        double[] errors = new double[actual.length];
        for (int i = 0; i < actual.length; i++) {
            errors[i] = actual[i] - expected[i];
        }
        assertThat(size(errors)).isLessThan(1.5e-6 * size(expected));
        assertThat(Arrays.stream(errors).map(Math::abs).max().orElseThrow()).isLessThan(2e-5 * size(expected));
    }

    @Test
    void largeImagesOfManyChannelsAreWorthIt() {
        assertThat(Winograd.pays(new Shape(32, 32, 192), 64, 192)).isTrue();
        assertThat(Winograd.pays(new Shape(16, 16, 128), 96, 128)).isTrue();
        assertThat(Winograd.pays(new Shape(56, 56, 64), 64, 64)).isFalse();
        assertThat(Winograd.pays(new Shape(13, 13, 256), 64, 256)).isFalse();
        assertThat(Winograd.pays(new Shape(8, 8, 512), 512, 512)).isFalse();
    }

    @Test
    void theNumberOfImagesDoesNotChangeABit() {
        Shape shape = new Shape(20, 20, 96);
        float[] weights = gaussian(new Random(1), 9 * 96 * 96);
        float[] images = gaussian(new Random(2), 5 * shape.size());
        INDArray factors = Nd4j.create(Winograd.factors(weights), new long[] {36 * 96, 96}, DataType.FLOAT);
        float[] together = run(shape, factors, images, 5);
        for (int b = 0; b < 5; b++) {
            float[] one = Arrays.copyOfRange(images, b * shape.size(), (b + 1) * shape.size());
            float[] alone = run(shape, factors, one, 1);
            assertThat(Arrays.copyOfRange(together, b * shape.size(), (b + 1) * shape.size()))
                    .isEqualTo(alone);
        }
    }

    private static float[] run(Shape shape, INDArray factors, float[] images, int batch) {
        float[] y = new float[images.length];
        try (Memory memory = new Memory(new Constants())) {
            INDArray from = memory.view("from", Views.shape(batch, shape));
            INDArray to = memory.view("to", Views.shape(batch, shape));
            HostBuffers.write(images, images.length, from);
            new WinogradConvolution(shape, new Margins(1, 1, 1, 1), factors, null, from, to, memory).run();
            HostBuffers.read(to, y);
        }
        return y;
    }
}
