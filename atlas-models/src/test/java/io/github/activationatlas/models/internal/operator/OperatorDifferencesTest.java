package io.github.activationatlas.models.internal.operator;

import static io.github.activationatlas.models.internal.operator.OperatorDifferences.check;
import static io.github.activationatlas.models.internal.operator.OperatorDifferences.noise;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Each operator against its definition written anew in double: what it computes, its tangent and its gradient, the latter two against
 * central differences of the definition.
 */
class OperatorDifferencesTest {
    @Property(tries = 40)
    void convolutions(
            @ForAll @IntRange(min = 4, max = 8) int height,
            @ForAll @IntRange(min = 4, max = 8) int width,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(max = 3) int before,
            @ForAll @IntRange(max = 3) int after,
            @ForAll boolean same,
            @ForAll @IntRange(max = 1000) int seed) {
        int outputs = 3;
        WindowAxis axis = new WindowAxis(kernel, stride, 1, before, after, same);
        float[] weights = noise(kernel * kernel * channels * outputs, seed + 3);
        float[] bias = noise(outputs, seed + 4);
        Shape in = new Shape(height, width, channels);
        check(new Convolution(new Window(axis, axis), channels, outputs, weights, bias), in, seed, (image, y, x, c) -> {
            double sum = bias[c];
            for (int i = 0; i < kernel * kernel * channels; i++) {
                int tap = i / channels;
                int row = y * stride - axis.before(height) + tap / kernel;
                int column = x * stride - axis.before(width) + tap % kernel;
                sum += weights[i * outputs + c] * image.at(row, column, i % channels);
            }
            return sum;
        });
    }

    @Property(tries = 30)
    void poolings(
            @ForAll @IntRange(min = 4, max = 9) int height,
            @ForAll @IntRange(min = 4, max = 9) int width,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(min = 2, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(max = 1) int padding,
            @ForAll boolean same,
            @ForAll boolean countPadding,
            @ForAll @IntRange(max = 1000) int seed) {
        Shape in = new Shape(height, width, channels);
        WindowAxis axis = new WindowAxis(kernel, stride, 1, padding, padding, same);
        check(new MaxPooling(new Window(axis, axis)), in, seed, (image, y, x, c) -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int tap = 0; tap < kernel * kernel; tap++) {
                int row = y * stride - axis.before(height) + tap / kernel;
                int column = x * stride - axis.before(width) + tap % kernel;
                largest = image.has(row, column) ? Math.max(largest, image.at(row, column, c)) : largest;
            }
            return largest;
        });
        WindowAxis equal = new WindowAxis(kernel, stride, 1, padding, padding, false);
        check(new AveragePooling(new Window(equal, equal), false, countPadding), in, seed, (image, y, x, c) -> {
            double sum = 0;
            int count = 0;
            for (int tap = 0; tap < kernel * kernel; tap++) {
                int row = y * stride - padding + tap / kernel;
                int column = x * stride - padding + tap % kernel;
                sum += image.at(row, column, c);
                count += countPadding || image.has(row, column) ? 1 : 0;
            }
            return sum / count;
        });
        check(AveragePooling.overImage(), in, seed, (image, y, x, c) -> {
            double sum = 0;
            for (int i = c; i < in.size(); i += channels) {
                sum += image.values()[i] / height / width;
            }
            return sum;
        });
    }

    @Property(tries = 20)
    void whatDoesNotSlide(
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(min = 1, max = 6) int channels,
            @ForAll @IntRange(max = 2) int margin,
            @ForAll @IntRange(max = 1000) int seed) {
        Shape in = new Shape(height, width, channels);
        pointwise(new ElementwiseFunction.Identity(), in, seed, v -> v);
        pointwise(new ElementwiseFunction.Relu(), in, seed, v -> Math.max(0, v));
        pointwise(new ElementwiseFunction.LeakyRelu(0.2), in, seed, v -> v > 0 ? v : 0.2 * v);
        pointwise(new ElementwiseFunction.Clip(-0.5, 0.7), in, seed, v -> Math.max(-0.5, Math.min(0.7, v)));
        pointwise(new ElementwiseFunction.Logistic(), in, seed, v -> 1 / (1 + Math.exp(-v)));
        pointwise(new ElementwiseFunction.HyperbolicTangent(), in, seed, Math::tanh);
        check(new Normalization(1, 1, 0.3, 0.75), in, seed, (image, y, x, c) -> {
            double squares = 0;
            for (int d = Math.max(0, c - 1); d <= Math.min(channels - 1, c + 1); d++) {
                squares += Math.pow(image.at(y, x, d), 2);
            }
            return image.at(y, x, c) * Math.pow(1 + 0.3 * squares, -0.75);
        });
        float[] scale = noise(channels, seed + 3);
        float[] shift = noise(channels, seed + 4);
        check(new ChannelAffine(scale, shift), in, seed, (image, y, x, c) -> scale[c] * image.at(y, x, c) + shift[c]);
        check(
                new Padding(new Margins(margin, 1, 2, margin), 0.5f),
                in,
                seed,
                (image, y, x, c) -> image.has(y - margin, x - 2) ? image.at(y - margin, x - 2, c) : 0.5);
        int outputs = 4;
        float[] weights = noise(in.size() * outputs, seed + 5);
        check(new Dense(in.size(), outputs, weights), in, seed, (image, y, x, c) -> {
            double sum = 0;
            for (int i = 0; i < in.size(); i++) {
                sum += weights[i * outputs + c] * image.values()[i];
            }
            return sum;
        });
        check(new Flattening(false), in, seed, (image, y, x, c) -> image.values()[c]);
        check(
                new Flattening(true),
                in,
                seed,
                (image, y, x, c) -> image.at(c / width % height, c % width, c / width / height));
        Node half = new Node("half", new ChannelAffine(new float[] {0.5f}, new float[] {0}), List.of("image"), "half");
        check(two(half, new Sum()), in, seed, (image, y, x, c) -> 1.5 * image.at(y, x, c));
        check(
                two(half, new Concatenation()),
                in,
                seed,
                (image, y, x, c) -> c < channels ? image.at(y, x, c) : 0.5 * image.at(y, x, c - channels));
    }

    private static void pointwise(ElementwiseFunction function, Shape in, int seed, DoubleUnaryOperator definition) {
        check(new ElementwiseOp(function), in, seed, (image, y, x, c) -> definition.applyAsDouble(image.at(y, x, c)));
    }

    private static Network two(Node half, Operator operator) {
        return new Network("image", List.of(half, new Node("tested", operator, List.of("image", "half"), "out")));
    }
}
