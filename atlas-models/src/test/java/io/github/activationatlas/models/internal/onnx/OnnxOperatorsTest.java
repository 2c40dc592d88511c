package io.github.activationatlas.models.internal.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator that is mapped, against loops written down from the operator's definition (https://onnx.ai/onnx/operators). */
class OnnxOperatorsTest {
    private static final int SIZE = 9;
    private static final int CHANNELS = 4;

    @TempDir
    Path folder;

    /** Values [height, width, channels]. */
    private record Map3(int height, int width, int channels, float[] values) {
        Map3(int height, int width, int channels) {
            this(height, width, channels, new float[height * width * channels]);
        }

        float at(int y, int x, int c) {
            return values[(y * width + x) * channels + c];
        }

        boolean inside(int y, int x) {
            return y >= 0 && y < height && x >= 0 && x < width;
        }

        void set(int y, int x, int c, double value) {
            values[(y * width + x) * channels + c] = (float) value;
        }
    }

    private interface Cell {
        double value(int y, int x, int c);
    }

    private static Map3 map(int height, int width, int channels, Cell cell) {
        Map3 map = new Map3(height, width, channels);
        for (int i = 0; i < map.values().length; i++) {
            int y = i / channels / width;
            int x = i / channels % width;
            map.set(y, x, i % channels, cell.value(y, x, i % channels));
        }
        return map;
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static Map3 image() {
        return new Map3(SIZE, SIZE, CHANNELS, noise(SIZE * SIZE * CHANNELS, 1));
    }

    /** Runs a model on the image; the result has the logits' place, so that everything in the file is run. */
    private float[] run(OnnxModel onnx) throws IOException {
        Path file = onnx.write(folder.resolve("model.onnx"));
        VisionModel model = VisionModel.from(file)
                .input(Preprocessing.builder().size(SIZE).channels(CHANNELS).build())
                .open();
        try (NetworkRunner runner = model.runner(1, SIZE, model.logits())) {
            runner.forward(image().values(), 1, SIZE, SIZE);
            float[] result = new float[runner.shape(model.logits()).size()];
            runner.read(model.logits(), result);
            return result;
        }
    }

    private static void assertClose(float[] actual, Map3 expected) {
        assertThat(actual).containsExactly(expected.values(), within(2e-4f));
    }

    @ParameterizedTest(name = "kernel {0}x{1} stride {2} dilation {3} pads {4},{5},{6},{7} group {8}")
    @CsvSource({
        "3, 3, 1, 1, 0, 0, 0, 0, 1",
        "3, 2, 2, 1, 1, 0, 1, 0, 1",
        "1, 1, 2, 1, 0, 0, 0, 0, 1",
        "3, 3, 1, 2, 2, 2, 2, 2, 1",
        "3, 3, 2, 1, 0, 0, 1, 1, 1",
        "5, 3, 1, 1, 2, 0, 1, 2, 1",
        "3, 3, 1, 1, 1, 1, 1, 1, 4",
        "3, 3, 2, 1, 1, 1, 1, 1, 2",
    })
    void convolution(int kh, int kw, int s, int d, int top, int left, int bottom, int right, int groups)
            throws IOException {
        int outputs = 8;
        int per = CHANNELS / groups;
        float[] w = noise(outputs * per * kh * kw, 2);
        float[] b = noise(outputs, 3);
        float[] actual = run(new OnnxModel()
                .tensor("w", w, outputs, per, kh, kw)
                .tensor("b", b, outputs)
                .node(
                        "Conv",
                        "out",
                        Map.of(
                                "kernel_shape", new int[] {kh, kw},
                                "strides", new int[] {s, s},
                                "dilations", new int[] {d, d},
                                "pads", new int[] {top, left, bottom, right},
                                "group", groups),
                        "image",
                        "w",
                        "b"));
        Map3 in = image();
        int height = (SIZE + top + bottom - d * (kh - 1) - 1) / s + 1;
        int width = (SIZE + left + right - d * (kw - 1) - 1) / s + 1;
        assertClose(actual, map(height, width, outputs, (y, x, o) -> {
            double sum = b[o];
            for (int i = 0; i < per * kh * kw; i++) {
                int c = i / (kh * kw);
                int fromY = y * s - top + i / kw % kh * d;
                int fromX = x * s - left + i % kw * d;
                if (in.inside(fromY, fromX)) {
                    sum += w[o * per * kh * kw + i] * in.at(fromY, fromX, o / (outputs / groups) * per + c);
                }
            }
            return sum;
        }));
    }

    @ParameterizedTest(name = "kernel {0} stride {1} pad {2} ceil {3}")
    @CsvSource({"3, 2, 0, 0", "3, 2, 0, 1", "2, 2, 0, 1", "3, 2, 1, 0", "3, 3, 1, 1", "2, 3, 0, 1", "1, 2, 0, 1"})
    void maxPooling(int k, int s, int pad, int ceil) throws IOException {
        float[] actual = run(new OnnxModel()
                .node(
                        "MaxPool",
                        "out",
                        Map.of(
                                "kernel_shape", new int[] {k, k},
                                "strides", new int[] {s, s},
                                "pads", new int[] {pad, pad, pad, pad},
                                "ceil_mode", ceil),
                        "image"));
        int room = SIZE + 2 * pad - k;
        int side = (ceil == 1 ? (room + s - 1) / s : room / s) + 1;
        // A window that begins behind the image and its padding is not counted.
        int kept = (side - 1) * s >= SIZE + pad ? side - 1 : side;
        assertClose(actual, pooled(kept, k, s, pad, true));
    }

    private static Map3 pooled(int side, int k, int s, int pad, boolean max) {
        Map3 in = image();
        return map(side, side, CHANNELS, (y, x, c) -> {
            double[] seen = IntStream.range(0, k * k)
                    .filter(i -> in.inside(y * s - pad + i / k, x * s - pad + i % k))
                    .mapToDouble(i -> in.at(y * s - pad + i / k, x * s - pad + i % k, c))
                    .toArray();
            return (max ? Arrays.stream(seen).max() : Arrays.stream(seen).average()).orElseThrow();
        });
    }

    @Test
    void averagePoolingLeavesPaddingOutUnlessItIsCounted() throws IOException {
        Map<String, Object> attributes =
                Map.of("kernel_shape", new int[] {3, 3}, "strides", new int[] {2, 2}, "pads", new int[] {1, 1, 1, 1});
        Map3 without = pooled(5, 3, 2, 1, false);
        assertClose(run(new OnnxModel().node("AveragePool", "out", attributes, "image")), without);
        Map<String, Object> counted = new java.util.HashMap<>(attributes);
        counted.put("count_include_pad", 1);
        IntPredicate edge = i -> i == 0 || i == 4;
        assertClose(
                run(new OnnxModel().node("AveragePool", "out", counted, "image")),
                map(
                        5,
                        5,
                        CHANNELS,
                        (y, x, c) ->
                                without.at(y, x, c) * (edge.test(y) ? 2 / 3.0 : 1) * (edge.test(x) ? 2 / 3.0 : 1)));
    }

    @Test
    void globalAveragesOfBothKinds() throws IOException {
        Map3 in = image();
        Map3 mean = map(
                1,
                1,
                CHANNELS,
                (y, x, c) -> IntStream.range(0, SIZE * SIZE)
                        .mapToDouble(i -> in.at(i / SIZE, i % SIZE, c))
                        .average()
                        .orElseThrow());
        assertClose(run(new OnnxModel().node("GlobalAveragePool", "out", Map.of(), "image")), mean);
        assertClose(
                run(new OnnxModel()
                        .node("ReduceMean", "out", Map.of("axes", new int[] {2, 3}, "keepdims", 0), "image")),
                mean);
        assertClose(
                run(new OnnxModel()
                        .node("GlobalAveragePool", "mean", Map.of(), "image")
                        .node("Squeeze", "out", Map.of("axes", new int[] {2, 3}), "mean")),
                mean);
    }

    @Test
    void functionsOfOneValue() throws IOException {
        Map3 in = image();
        float[] minusHalf = {-0.5f};
        record Case(String operator, Map<String, ?> attributes, java.util.function.DoubleUnaryOperator function) {}
        for (Case one : java.util.List.of(
                new Case("Relu", Map.of(), v -> Math.max(0, v)),
                new Case("LeakyRelu", Map.of("alpha", 0.2f), v -> v > 0 ? v : 0.2 * v),
                new Case("Clip", Map.of("min", -0.1f, "max", 0.2f), v -> Math.min(0.2, Math.max(-0.1, v))),
                new Case("Sigmoid", Map.of(), v -> 1 / (1 + Math.exp(-v))),
                new Case("Tanh", Map.of(), Math::tanh),
                new Case("Identity", Map.of(), v -> v),
                new Case("Dropout", Map.of(), v -> v))) {
            assertClose(
                    run(new OnnxModel()
                            .tensor("half", minusHalf, 1)
                            .node("Add", "shifted", Map.of(), "image", "half")
                            .node(one.operator(), "out", one.attributes(), "shifted")
                            .node("Relu", "last", Map.of(), "out")),
                    map(
                            SIZE,
                            SIZE,
                            CHANNELS,
                            (y, x, c) -> Math.max(0, one.function().applyAsDouble(in.at(y, x, c) - 0.5))));
        }
    }

    @Test
    void batchNormalization() throws IOException {
        float[] scale = noise(CHANNELS, 5);
        float[] shift = noise(CHANNELS, 6);
        float[] mean = noise(CHANNELS, 7);
        float[] variance = noise(CHANNELS, 8);
        Map3 in = image();
        assertClose(
                run(new OnnxModel()
                        .tensor("scale", scale, CHANNELS)
                        .tensor("shift", shift, CHANNELS)
                        .tensor("mean", mean, CHANNELS)
                        .tensor("variance", variance, CHANNELS)
                        .node(
                                "BatchNormalization",
                                "out",
                                Map.of("epsilon", 1e-3f),
                                "image",
                                "scale",
                                "shift",
                                "mean",
                                "variance")),
                map(
                        SIZE,
                        SIZE,
                        CHANNELS,
                        (y, x, c) -> (in.at(y, x, c) - mean[c]) / Math.sqrt(variance[c] + 1e-3) * scale[c] + shift[c]));
    }

    @Test
    void localResponseNormalization() throws IOException {
        Map3 in = image();
        assertClose(
                run(new OnnxModel()
                        .node("LRN", "out", Map.of("size", 3, "alpha", 0.9f, "beta", 0.6f, "bias", 1.5f), "image")),
                map(SIZE, SIZE, CHANNELS, (y, x, c) -> {
                    double squares = IntStream.rangeClosed(Math.max(0, c - 1), Math.min(CHANNELS - 1, c + 1))
                            .mapToDouble(i -> in.at(y, x, i) * in.at(y, x, i))
                            .sum();
                    return in.at(y, x, c) / Math.pow(1.5 + 0.9 / 3 * squares, 0.6);
                }));
    }

    @Test
    void sumsProductsAndConcatenations() throws IOException {
        Map3 in = image();
        float[] perChannel = noise(CHANNELS, 9);
        assertClose(
                run(new OnnxModel()
                        .tensor("factor", perChannel, CHANNELS, 1, 1)
                        .node("Mul", "scaled", Map.of(), "factor", "image")
                        .node("Add", "sum", Map.of(), "image", "scaled")
                        .node("Concat", "out", Map.of("axis", 1), "sum", "image")),
                map(
                        SIZE,
                        SIZE,
                        2 * CHANNELS,
                        (y, x, c) -> c < CHANNELS ? in.at(y, x, c) * (1 + perChannel[c]) : in.at(y, x, c - CHANNELS)));
    }

    @Test
    void paddingWithAValue() throws IOException {
        Map3 in = image();
        assertClose(
                run(new OnnxModel()
                        .integers("pads", 0, 0, 1, 2, 0, 0, 3, 0)
                        .tensor("value", new float[] {0.25f}, 1)
                        .node("Pad", "out", Map.of(), "image", "pads", "value")),
                map(
                        SIZE + 4,
                        SIZE + 2,
                        CHANNELS,
                        (y, x, c) -> in.inside(y - 1, x - 2) ? in.at(y - 1, x - 2, c) : 0.25));
    }

    @Test
    void denseLayersOfBothKindsTakeChannelsFirstAsTheFileCounts() throws IOException {
        int pool = 3;
        int length = pool * pool * CHANNELS;
        float[] w = noise(5 * length, 10);
        float[] b = noise(5, 11);
        Map3 pooled = pooled(pool, 3, 3, 0, true);
        Map3 expected = map(
                1,
                1,
                5,
                (y, x, o) -> IntStream.range(0, length)
                                .mapToDouble(i -> w[o * length + i]
                                        * pooled.at(i % (pool * pool) / pool, i % pool, i / (pool * pool)))
                                .sum()
                        + b[o]);
        Map<String, ?> pooling = Map.of("kernel_shape", new int[] {3, 3}, "strides", new int[] {3, 3});
        assertClose(
                run(new OnnxModel()
                        .tensor("w", w, 5, length)
                        .tensor("b", b, 5)
                        .node("MaxPool", "pooled", pooling, "image")
                        .node("Flatten", "flat", Map.of(), "pooled")
                        .node("Gemm", "out", Map.of("transB", 1), "flat", "w", "b")),
                expected);
        float[] transposed = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            transposed[i % length * 5 + i / length] = w[i];
        }
        assertClose(
                run(new OnnxModel()
                        .tensor("w", transposed, length, 5)
                        .tensor("b", b, 5)
                        .integers("shape", 1, -1)
                        .node("MaxPool", "pooled", pooling, "image")
                        .node("Reshape", "flat", Map.of(), "pooled", "shape")
                        .node("MatMul", "product", Map.of(), "flat", "w")
                        .node("Add", "out", Map.of(), "product", "b")),
                expected);
    }
}
