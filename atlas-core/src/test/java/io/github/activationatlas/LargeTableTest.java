package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.activationatlas.umap.Vectors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeTableTest {
    private static final int ROWS = 1 << 14;

    /** So wide that the table has more than 64 MB. */
    private static final int CHANNELS = 1040;

    @TempDir
    Path folder;

    private record Counted(int rows, int dimension) implements Vectors {
        @Override
        public void copy(int row, float[] to) {
            for (int c = 0; c < dimension; c++) {
                to[c] = (row * 31 + c) % 1001;
            }
        }
    }

    private static Atlas atlas() {
        LayerActivations activations = LayerActivations.of(
                "layer",
                new Counted(ROWS, CHANNELS),
                new Counted(ROWS, 1),
                new int[ROWS],
                new int[ROWS],
                new int[ROWS]);
        Layout layout = Layout.ofPoints(new float[ROWS][2]);
        Grid grid = Grid.of(activations, layout, 1, 1);
        BufferedImage icon = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        return new Atlas(
                "Large",
                List.of("class"),
                List.of("image"),
                List.of(0),
                1,
                List.of(new AtlasLayer(activations, layout, List.of(new IconGrid(grid, List.of(icon))))),
                new Provenance("", List.of("layer"), 1, "", List.of(), Map.of(), 1, Map.of(), Map.of()));
    }

    @Test
    void aBitThatIsFlippedInALargeTableIsFoundWhenItIsFirstRead() throws IOException {
        atlas().save(folder);
        Path table;
        try (Stream<Path> files = Files.walk(folder)) {
            table = files.filter(file -> file.toString().endsWith("-activations.npy"))
                    .findFirst()
                    .orElseThrow();
        }
        assertThat(Files.size(table)).isGreaterThan(64 << 20);
        float[] row = new float[CHANNELS];
        ActivationSet.load(folder).layers().get(0).copyRow(7, row);
        assertThat(row[3]).isEqualTo(7 * 31 + 3);
        flip(table, Files.size(table) / 2);

        ActivationSet opened = ActivationSet.load(folder);

        assertThat(opened.layers().get(0).size()).isEqualTo(ROWS);
        for (int again = 0; again < 2; again++) {
            assertThatExceptionOfType(AtlasFormatException.class)
                    .isThrownBy(() -> opened.layers().get(0).copyRow(0, row))
                    .withMessageContaining("checksum")
                    .satisfies(e -> assertThat(e.getMessage()).contains("-activations.npy"));
        }
        assertThatExceptionOfType(AtlasFormatException.class).isThrownBy(() -> Atlas.load(folder));
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, at);
        }
    }
}
