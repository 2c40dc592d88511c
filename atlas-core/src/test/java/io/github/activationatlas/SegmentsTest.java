package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.activationatlas.internal.saved.ActivationFiles;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations on disk, in segments. */
class SegmentsTest {
    private static final int CHANNELS = 6;
    private static final int CLASSES = 3;

    /** A part of some images, of which those with an odd number gave two vectors each. */
    private static ActivationSet part(int images, int seed) {
        Random random = new Random(seed);
        int[] from = IntStream.range(0, images)
                .filter(i -> i % 2 == 1)
                .flatMap(i -> IntStream.of(i, i))
                .toArray();
        List<LayerActivations> layers = new ArrayList<>();
        for (String name : List.of("early", "block/late")) {
            layers.add(LayerActivations.of(
                    name,
                    numbers(random, from.length, CHANNELS),
                    numbers(random, from.length, CLASSES),
                    from,
                    random.ints(from.length, 0, 9).toArray(),
                    random.ints(from.length, 0, 9).toArray()));
        }
        return new ActivationSet(
                IntStream.range(0, images)
                        .mapToObj(i -> seed + "-" + i + ".png")
                        .toList(),
                random.ints(images, -1, CLASSES).boxed().toList(),
                List.of(seed + "-0.png: is broken"),
                layers);
    }

    private static float[][] numbers(Random random, int rows, int columns) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    /** Parts of which one gave nothing, one is small enough to be read at once and one is mapped. */
    private static List<ActivationSet> parts() {
        return List.of(part(7, 1), part(1, 2), part(3000, 3), part(4, 4));
    }

    private static List<Path> write(Path folder) throws IOException {
        List<Path> segments = new ArrayList<>();
        for (ActivationSet part : parts()) {
            Path segment = Files.createDirectories(folder.resolve("part-" + segments.size()));
            ActivationFiles.writeSegment(segment, part);
            segments.add(segment);
        }
        return segments;
    }

    private static void check(ActivationSet opened) {
        List<ActivationSet> parts = parts();
        assertThat(opened.images())
                .isEqualTo(parts.stream().flatMap(p -> p.images().stream()).toList());
        assertThat(opened.predicted())
                .isEqualTo(parts.stream().flatMap(p -> p.predicted().stream()).toList());
        assertThat(opened.skipped()).hasSize(4);
        for (int l = 0; l < 2; l++) {
            LayerActivations layer = opened.layers().get(l);
            int row = 0;
            for (ActivationSet part : parts) {
                LayerActivations own = part.layers().get(l);
                int[] rows = IntStream.range(row, row + own.size()).toArray();
                row += own.size();
                LayerActivations found = layer.subset(rows);
                assertThat(Rows.values(found)).isDeepEqualTo(Rows.values(own));
                assertThat(Rows.attributions(found)).isDeepEqualTo(Rows.attributions(own));
                assertThat(Rows.rows(found)).isEqualTo(Rows.rows(own));
                assertThat(Rows.columns(found)).isEqualTo(Rows.columns(own));
                for (int i = 0; i < own.size(); i++) {
                    assertThat(found.imageName(i)).isEqualTo(own.imageName(i));
                }
            }
            assertThat(layer.size()).isEqualTo(row);
        }
    }

    @Test
    void segmentsOpenAsTheSetThatTheyArePartsOf(@TempDir Path folder) throws IOException {
        check(ActivationFiles.openSegments(write(folder), Map.of()));
    }

    @Test
    void aFileSystemThatCannotMapIsRead() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            check(ActivationFiles.openSegments(write(memory.getPath("/work")), Map.of()));
        }
    }

    @Test
    void anInterruptedThreadOpensThemAndStaysInterrupted(@TempDir Path folder) throws IOException {
        List<Path> segments = write(folder);
        Thread.currentThread().interrupt();
        try {
            check(ActivationFiles.openSegments(segments, Map.of()));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aSetOfNothingButSkippedImagesIsKept(@TempDir Path folder) throws IOException {
        ActivationFiles.writeSegment(folder, part(1, 2));
        ActivationSet opened = ActivationFiles.read(folder);
        assertThat(opened.layers().get(0).size()).isZero();
        assertThat(opened.skipped()).hasSize(1);
    }

    /** What is written over a mapped file shows in the set. */
    @Test
    void vectorsStayOnDisk(@TempDir Path folder) throws IOException {
        List<Path> segments = write(folder);
        ActivationSet opened = ActivationFiles.openSegments(segments.subList(2, 3), Map.of());
        float[] row = new float[CHANNELS];
        Path file = segments.get(2).resolve("layer-0-activations.npy");
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, bytes.length - 4 * CHANNELS, bytes.length, (byte) 0);
        Files.write(file, bytes);
        opened.layers().get(0).copyRow(opened.layers().get(0).size() - 1, row);
        assertThat(row).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer-0-activations.npy", "layer-1-attributions.npy", "layer-1-places.npy"})
    void aFileThatIsMissingShortOrOfOtherRowsIsNamed(String name, @TempDir Path folder) throws IOException {
        List<Path> segments = write(folder);
        Path file = segments.get(2).resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 5));
        assertNamed(segments, file);
        if (name.endsWith("places.npy")) {
            Npy.writeIntegers(file, new int[3], 1, 3);
        } else {
            Npy.write(file, new float[1][2]);
        }
        assertNamed(segments, name.startsWith("layer-0") ? file.resolveSibling("layer-0-attributions.npy") : file);
        Files.delete(file);
        assertNamed(segments, file);
    }

    @Test
    void partsThatDoNotFitTogetherAreToldApart(@TempDir Path folder) throws IOException {
        List<Path> segments = write(folder);
        Path file = segments.get(0).resolve("layer-0-activations.npy");
        Npy.write(file, new float[6][CHANNELS + 1]);
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> ActivationFiles.openSegments(segments, Map.of()))
                .withMessageContaining("7 values in one part and 6 in another");
        Path text = segments.get(1).resolve("activations.json");
        Files.writeString(text, Files.readString(text).replace("\"layers\"", "\"tiers\""));
        assertNamed(segments, text);
    }

    private static void assertNamed(List<Path> segments, Path file) {
        assertThatExceptionOfType(AtlasFormatException.class)
                .isThrownBy(() -> ActivationFiles.openSegments(segments, Map.of()))
                .satisfies(e -> assertThat(e.file()).isEqualTo(file))
                .withMessageStartingWith(file.toString());
    }
}
