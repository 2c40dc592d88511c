package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.nd4j.SameDiffModels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** NaN, infinity and zeros on the way to an atlas. */
class NotFiniteTest {

    /** Bright pictures overflow in the second layer. */
    private static VisionModel overflowing() {
        SameDiff graph = SameDiff.create();
        var image = graph.placeHolder("image", DataType.FLOAT, -1, 3, -1, -1);
        var large = graph.constant("large", Nd4j.valueArrayOf(new long[] {1, 3, 1, 1}, 1e25, DataType.FLOAT));
        var first = image.mul("first", large);
        var second = first.mul("second", large);
        graph.mean("logits", second, false, 2, 3);
        return SameDiffModels.of(graph, Preprocessing.builder().size(8).build());
    }

    private static BufferedImage picture(boolean bright) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        int[] pixels = new int[64];
        Arrays.fill(pixels, bright ? 0xFFFFFF : 0);
        image.setRGB(0, 0, 8, 8, pixels, 0, 8);
        return image;
    }

    private static ActivationSet collect(int count, int... bright) {
        return ActivationCollector.builder(overflowing(), "first", "second")
                .batch(4)
                .perImage(2)
                .build()
                .collect(ImageSource.generated(
                        count, i -> picture(Arrays.stream(bright).anyMatch(b -> b == i))));
    }

    @Test
    void picturesForWhichTheNetworkOverflowsAreNamedCountedAndSkipped() {
        ActivationSet set = collect(9, 1, 3, 8);
        assertThat(set.skipped()).hasSize(3).allMatch(s -> s.contains("layer 'second' (operator multiply)"));
        assertThat(set.images()).hasSize(9);
        assertThat(set.predicted()).containsExactly(0, -1, 0, -1, 0, 0, 0, 0, -1);
        for (String layer : new String[] {"first", "second"}) {
            assertThat(Rows.images(set.layer(layer))).containsExactly(0, 0, 2, 2, 4, 4, 5, 5, 6, 6, 7, 7);
        }
    }

    @Test
    void aNetworkThatOverflowsFromTheFirstPicturesOnIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> collect(6, 0, 1, 2, 3, 4, 5))
                .withMessageEndingWith("layer 'second' (operator multiply) is the first that gives NaN or infinity");
    }

    /** Of rectified layers some activations are zero everywhere, and UMAP lays them side by side. */
    @Test
    void aCellWhoseAverageIsZeroIsNamedAndGrey() {
        float[][] values = new float[12][176];
        float[][] points = new float[12][];
        for (int i = 0; i < 12; i++) {
            points[i] = i < 6 ? new float[] {0.1f, 0.1f + 0.01f * i} : new float[] {0.9f, 0.9f - 0.01f * i};
            Arrays.fill(values[i], i < 6 ? 0 : 1);
        }
        LayerActivations activations =
                LayerActivations.of(Tiny.LAYER, values, new float[12][15], new int[12], new int[12], new int[12]);
        ActivationSet set = new ActivationSet(
                ImmutableList.of("one.png"), ImmutableList.of(0), ImmutableList.of(), ImmutableList.of(activations));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        Atlas atlas;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            atlas = Atlas.builder()
                    .model(Tiny.MODEL)
                    .activations(set)
                    .layout(Tiny.LAYER, Layout.ofPoints(points))
                    .visualizer(Tiny::icons)
                    .grids(2)
                    .minPoints(1)
                    .build();
        } finally {
            System.setErr(before);
        }
        IconGrid grid = atlas.layer(Tiny.LAYER).grid(2);
        GridCell zero = grid.grid().cells().stream()
                .filter(cell -> cell.mean()[0] == 0)
                .findFirst()
                .orElseThrow();
        BufferedImage icon = grid.icons().get(grid.grid().cells().indexOf(zero));
        assertThat(icon.getWidth()).isEqualTo(24);
        assertThat(icon.getRGB(5, 5) & 0xFFFFFF).isEqualTo(0x808080);
        assertThat(grid.icons()).hasSize(2);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("Layer mixed4a, grid 2: the average activation of the cell in column " + zero.column()
                        + ", row " + zero.row() + " (6 points) is zero");
    }
}
