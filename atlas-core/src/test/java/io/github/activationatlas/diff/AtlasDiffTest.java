package io.github.activationatlas.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.figures.DiffFigure;
import java.awt.image.BufferedImage;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AtlasDiffTest {
    private static final int EACH = 40;
    private static final int CHANNELS = 30;

    /** Four groups of activations in the four quarters; a scattered group has no direction of its own. */
    private static AtlasLayer layer(long seed, int scattered, int... quarters) {
        Random random = new Random(seed);
        float[][] values = new float[4 * EACH][CHANNELS];
        float[][] points = new float[4 * EACH][2];
        for (int i = 0; i < values.length; i++) {
            int group = i / EACH;
            for (int c = 0; c < CHANNELS; c++) {
                values[i][c] = (float) random.nextGaussian() * 0.4f;
            }
            // Another network has other channels.
            int channel = group == scattered ? random.nextInt(CHANNELS) : (int) (7L * group + seed) % CHANNELS;
            values[i][channel] += 3;
            points[i][0] = 0.05f + 0.4f * random.nextFloat() + 0.5f * (quarters[group] % 2);
            points[i][1] = 0.05f + 0.4f * random.nextFloat() + 0.5f * (quarters[group] >> 1);
        }
        LayerActivations activations = ActivationSet.of("layer", values).layer("layer");
        Layout layout = Layout.ofPoints(points);
        Grid grid = Grid.of(activations, layout, 2, 1);
        BufferedImage icon = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        ImmutableList<BufferedImage> icons =
                grid.cells().stream().map(c -> icon).collect(ImmutableList.toImmutableList());
        return new AtlasLayer(activations, layout, ImmutableList.of(new IconGrid(grid, icons)));
    }

    @Test
    void anotherNetworkThatTellsTheSameThingsApartChangesNothing() {
        // The second map is mirrored, as maps of UMAP may be.
        AtlasDiff diff = AtlasDiff.between(layer(1, -1, 0, 1, 2, 3), layer(2, -1, 1, 0, 3, 2), 2);
        assertThat(diff.changes()).hasSize(4).allMatch(c -> c.kind() == RegionChange.Kind.STAYS);
        assertThat(diff.changes()).allMatch(c -> c.cohesionBefore() > 0.7 && c.cohesionAfter() > 0.7);
    }

    @Test
    void whatIsAlikeInOneNetworkAloneVanishesOrAppears() {
        AtlasLayer whole = layer(1, -1, 0, 1, 2, 3);
        AtlasLayer lost = layer(2, 2, 0, 1, 2, 3);
        RegionChange vanished = AtlasDiff.between(whole, lost, 2)
                .changes(RegionChange.Kind.VANISHES)
                .get(0);
        assertThat(vanished.cell().members()).contains(2 * EACH).hasSize(EACH);
        assertThat(vanished.cohesionAfter()).isLessThan(0.3);
        AtlasDiff back = AtlasDiff.between(lost, whole, 2);
        assertThat(back.changes().get(0).kind()).isEqualTo(RegionChange.Kind.APPEARS);
        assertThat(back.changes().get(0).cell().members()).contains(2 * EACH);
        assertThat(back.changes(RegionChange.Kind.APPEARS)).hasSize(1);
    }

    @Test
    void aFigureColoursWhatVanishesOnTheLeftAndWhatAppearsOnTheRight() {
        AtlasLayer whole = layer(1, -1, 0, 1, 2, 3);
        AtlasLayer lost = layer(2, 2, 0, 1, 2, 3);
        BufferedImage vanishing = DiffFigure.of(whole, lost, 2).cellSize(50).draw();
        BufferedImage appearing = DiffFigure.of(lost, whole, 2).cellSize(50).draw();
        // The edge of the cell on the lower left, in the left map and in the right one.
        assertThat(vanishing.getRGB(6, 80)).isEqualTo(0xffe07b00);
        assertThat(appearing.getRGB(6, 80)).isNotEqualTo(0xffe07b00);
        assertThat(appearing.getRGB(110, 80)).isEqualTo(0xff2f6fc4);
        assertThat(vanishing.getRGB(110, 80)).isNotEqualTo(0xff2f6fc4);
    }

    @Test
    void regionsThatTradePlacesMove() {
        AtlasDiff diff = AtlasDiff.between(layer(1, -1, 0, 1, 2, 3), layer(1, -1, 0, 1, 3, 2), 2);
        assertThat(diff.changes(RegionChange.Kind.MOVES)).isNotEmpty();
        assertThat(diff.changes(RegionChange.Kind.MOVES).get(0).distance()).isGreaterThan(0.25);
    }

    @Test
    void atlasesOfOtherPicturesAreRefused() {
        AtlasLayer one = layer(1, -1, 0, 1, 2, 3);
        LayerActivations fewer = ActivationSet.of("layer", new float[3][2]).layer("layer");
        AtlasLayer other = new AtlasLayer(fewer, Layout.ofPoints(new float[3][2]), one.grids());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AtlasDiff.between(one, other, 2))
                .withMessageStartingWith("the atlases are of different images: 160 activations beside 3");
    }

    @Property(tries = 50)
    void aTurnedMirroredScaledAndShiftedMapIsFittedBack(@ForAll long seed) {
        Random random = new Random(seed);
        double angle = random.nextDouble() * 7;
        double scale = 0.2 + random.nextDouble();
        boolean mirror = random.nextBoolean();
        float[][] to = new float[20][2];
        float[][] from = new float[20][2];
        for (int i = 0; i < 20; i++) {
            to[i][0] = random.nextFloat();
            to[i][1] = random.nextFloat();
            double x = (mirror ? -1 : 1) * to[i][0];
            from[i][0] = (float) (3 + scale * (Math.cos(angle) * x - Math.sin(angle) * to[i][1]));
            from[i][1] = (float) (5 + scale * (Math.sin(angle) * x + Math.cos(angle) * to[i][1]));
        }
        Fit fit = new Fit(from, to);
        for (int i = 0; i < 20; i++) {
            double[] back = fit.apply(from[i][0], from[i][1]);
            assertThat(back[0]).isCloseTo(to[i][0], within(1e-4));
            assertThat(back[1]).isCloseTo(to[i][1], within(1e-4));
        }
    }
}
