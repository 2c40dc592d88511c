package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.internal.build.GridSizes;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Grids that are chosen, and what is asked of a grid's cells. */
class HierarchyTest {
    @Test
    void manyPointsGetThePublishedAtlasesGrids() {
        assertThat(GridSizes.of(1_000_000, 5)).containsExactly(20, 40, 80, 160);
        assertThat(GridSizes.of(100_000, 5)).containsExactly(20, 40, 80);
        assertThat(GridSizes.of(50_000, 5)).containsExactly(20, 40);
        assertThat(GridSizes.of(4_000, 5)).containsExactly(20);
    }

    @Test
    void fewPointsGetCoarserGrids() {
        assertThat(GridSizes.of(1_500, 5)).containsExactly(6, 12);
        assertThat(GridSizes.of(90, 5)).containsExactly(3);
        assertThat(GridSizes.of(1, 5)).containsExactly(1);
    }

    @Property(tries = 200)
    void everyChosenGridHasACellThatHoldsEnough(
            @ForAll @IntRange(min = 10, max = 3000) int points,
            @ForAll @IntRange(min = 1, max = 8) int minPoints,
            @ForAll long seed) {
        if (points < minPoints) {
            return;
        }
        Random random = new Random(seed);
        float[][] places = new float[points][2];
        for (float[] p : places) {
            p[0] = random.nextFloat();
            p[1] = random.nextFloat();
        }
        LayerActivations activations = ActivationSet.of("some", places).layer("some");
        for (int size : GridSizes.of(points, minPoints)) {
            assertThat(Grid.of(activations, Layout.ofPoints(places), size, minPoints)
                            .cells())
                    .isNotEmpty();
        }
    }

    private static Grid grid() {
        float[][] values = {{1}, {2}, {3}, {4}};
        float[][] attributions = {{1, -4}, {3, -2}, {-1, 6}, {0, 0}};
        LayerActivations activations =
                LayerActivations.of("some", values, attributions, new int[4], new int[4], new int[4]);
        return Grid.of(
                activations,
                Layout.ofPoints(new float[][] {{0.1f, 0.1f}, {0.9f, 0.1f}, {0.1f, 0.9f}, {0.1f, 0.6f}}),
                2,
                1);
    }

    @Test
    void theCellOfAPointIsFound() {
        Grid grid = grid();
        assertThat(grid.cellAt(0.2, 0.8)).contains(grid.cells().get(2));
        assertThat(grid.cellAt(1, 0)).contains(grid.cells().get(1));
        assertThat(grid.cellAt(1, 1)).isEqualTo(Optional.empty());
    }

    @Test
    void anOverlayIsAShareOfTheClassesOwnLargestAttribution() {
        Grid grid = grid();
        assertThat(grid.overlay(0, Grid.Sign.FOR)).containsExactly(1 / 3.0, 1, 0);
        assertThat(grid.overlay(1, Grid.Sign.FOR)).containsExactly(0, 0, 1);
        assertThat(grid.overlay(1, Grid.Sign.AGAINST)).containsExactly(1, 0.5, 0);
        assertThat(grid.overlay(0, Grid.Sign.AGAINST)).containsExactly(0, 0, 1);
        assertThat(grid.strongest(1)).isEqualTo(List.of(2, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> grid.overlay(2, Grid.Sign.FOR))
                .withMessage("there is no class 2: attributions to 2 classes are known");
    }

    @Test
    void aCellKnowsWhereItsActivationsLieInAnotherLayer() {
        LayerActivations early = ActivationSet.of("early", new float[5][1]).layer("early");
        LayerActivations late = ActivationSet.of("late", new float[5][1]).layer("late");
        Grid from = Grid.of(early, Layout.ofPoints(new float[][] {{0, 0}, {0, 0}, {0, 0}, {1, 1}, {1, 1}}), 2, 1);
        Grid to = Grid.of(late, Layout.ofPoints(new float[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 1}}), 2, 2);
        CellLinks links = CellLinks.between(early, from, late, to);
        assertThat(links.from(0)).containsExactly(new CellLinks.Link(0, 2, 2 / 3.0), new CellLinks.Link(1, 1, 1 / 3.0));
        // The other grid has no cell where the last activation lies.
        assertThat(links.from(1)).containsExactly(new CellLinks.Link(1, 1, 0.5));
        LayerActivations others = ActivationSet.of("others", new float[3][1]).layer("others");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellLinks.between(early, from, others, to))
                .withMessageStartingWith("layers early and others hold activations of different images or places");
    }

    @Test
    void aFilterTakesWhatSpeaksLoudestOrFirstForTheClass() {
        float[][] attributions = {{5, 1}, {4, 9}, {-1, -2}, {3, 2}, {1, 0}};
        LayerActivations some =
                LayerActivations.of("some", new float[5][1], attributions, new int[5], new int[5], new int[5]);
        assertThat(ClassFilter.byRank().select(some, 0)).containsExactly(0, 2, 3, 4);
        assertThat(ClassFilter.byMagnitude(2).select(some, 0)).containsExactly(0, 1);
        assertThat(ClassFilter.byMagnitude(9).select(some, 0)).containsExactly(0, 1, 3, 4);
        assertThat(ClassFilter.byRankOrMagnitude(2).select(some, 0)).containsExactly(0, 1, 2, 3, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassFilter.byRank().select(some, 2))
                .withMessage("there is no class 2: attributions to 2 classes are known");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassFilter.byMagnitude(0))
                .withMessage("magnitude must be at least 1, but was 0");
    }
}
