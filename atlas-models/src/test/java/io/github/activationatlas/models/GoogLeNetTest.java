package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The kind of network that the published atlases are of, with its trained weights, against what PyTorch gives for it. Two of its layers are
 * normalisations of equal settings and different widths.
 */
class GoogLeNetTest {
    private static VisionModel open() throws IOException {
        return VisionModel.from(RealData.file("googlenet-bvlc.onnx"))
                .input(PhotoAccuracy.caffe(224))
                .labels(Labels.read(RealData.file("imagenet-labels.txt")))
                .open();
    }

    /** A result's shape, mean, deviation and largest value, and some or all of its values at even distances. */
    private record Expected(String name, int[] shape, float mean, float deviation, float largest, float[] values) {
        static Expected of(String line) {
            String[] parts = line.split(" ", -1);
            float[] numbers = new float[parts.length - 4];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = Float.parseFloat(parts[4 + i]);
            }
            int[] shape =
                    IntStream.of(1, 2, 3).map(i -> Integer.parseInt(parts[i])).toArray();
            float[] values = Arrays.copyOfRange(numbers, 3, numbers.length);
            return new Expected(parts[0], shape, numbers[0], numbers[1], numbers[2], values);
        }
    }

    private static List<Expected> expected() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoogLeNetTest.class.getResourceAsStream("/googlenet-goldfish.txt")),
                StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Expected::of)
                    .toList();
        }
    }

    @Test
    void aPhotosLogitsAndLayersAreThoseOfPyTorch() throws IOException {
        VisionModel model = open();
        List<Expected> all = expected();
        float[] picture =
                Images.toSquare(Images.read(RealData.file("photos").resolve("n01443537_goldfish.jpg")), model.input());
        try (NetworkRunner runner =
                model.runner(1, 224, all.stream().map(Expected::name).toArray(String[]::new))) {
            runner.forward(picture, 1, 224, 224);
            for (Expected e : all) {
                var shape = runner.shape(e.name());
                assertThat(new int[] {shape.channels(), shape.height(), shape.width()})
                        .as(e.name())
                        .containsExactly(e.shape());
                float[] values = new float[shape.size()];
                runner.read(e.name(), values);
                double mean = IntStream.range(0, values.length)
                        .mapToDouble(i -> values[i])
                        .average()
                        .orElseThrow();
                double square = IntStream.range(0, values.length)
                        .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                        .average()
                        .orElseThrow();
                assertClose(e.name() + " mean", mean, e.mean());
                assertClose(e.name() + " deviation", Math.sqrt(square), e.deviation());
                assertClose(
                        e.name() + " largest",
                        IntStream.range(0, values.length)
                                .mapToDouble(i -> values[i])
                                .max()
                                .orElseThrow(),
                        e.largest());
                int n = e.values().length;
                for (int i = 0; i < n; i++) {
                    int at = (int) ((2L * i + 1) * values.length / (2L * n));
                    assertClose(e.name() + " at " + at, values[at], e.values()[i]);
                }
            }
        }
    }

    /** Within a thousandth of the value; the smallest are sums of much larger ones. */
    private static void assertClose(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-4 + 1e-3 * Math.abs(expected)));
    }

    /** PyTorch, on the same photos resized by the same filter: 74 and 96. */
    @Test
    void photosAreKnownAsOftenAsToPyTorch() throws IOException {
        List<Path> photos = PhotoAccuracy.photos(RealData.file("photos"));
        List<Path> tenth = IntStream.range(0, photos.size() / 10)
                .mapToObj(i -> photos.get(10 * i))
                .toList();
        PhotoAccuracy found = PhotoAccuracy.of(open(), tenth);
        assertThat(found.photos()).isEqualTo(100);
        assertThat(found.top1()).isCloseTo(74, within(1.0));
        assertThat(found.top5()).isCloseTo(96, within(1.0));
    }
}
