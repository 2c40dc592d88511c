package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GridTest {

    private static LayerActivations activations(float[][] values) {
        return ActivationSet.of("some", values).layer("some");
    }

    private static float[][] random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    @Property(tries = 100)
    void everyPointLiesInExactlyOneCellAndTheWeightedMeansGiveTheTotal(
            @ForAll @IntRange(min = 1, max = 200) int n,
            @ForAll @IntRange(min = 1, max = 30) int size,
            @ForAll long seed) {
        float[][] values = random(n, 3, seed);
        Layout layout = Layout.of(random(n, 2, seed + 1));
        Grid grid = Grid.of(activations(values), layout, size, 1);
        int[] members = grid.cells().stream()
                .flatMapToInt(cell -> Arrays.stream(cell.members()))
                .sorted()
                .toArray();
        assertThat(members).isEqualTo(IntStream.range(0, n).toArray());
        for (int c = 0; c < 3; c++) {
            int channel = c;
            double byCells = grid.cells().stream()
                    .mapToDouble(cell -> (double) cell.count() * cell.mean()[channel])
                    .sum();
            double byRows = Arrays.stream(values).mapToDouble(v -> v[channel]).sum();
            assertThat(byCells).isCloseTo(byRows, within(1e-3));
        }
        for (GridCell cell : grid.cells()) {
            assertThat(grid.iconScale(cell)).isBetween(0.4, 1.0);
            for (int i : cell.members()) {
                float[] p = layout.toArray()[i];
                assertThat((int) Math.min(size - 1, p[0] * size)).isEqualTo(cell.column());
                assertThat((int) Math.min(size - 1, p[1] * size)).isEqualTo(cell.row());
            }
        }
    }

    @Property(tries = 100)
    void aLayoutFillsTheUnitSquareAndKeepsTheOrderOfEachAxis(
            @ForAll @IntRange(min = 2, max = 300) int n, @ForAll long seed) {
        float[][] coordinates = random(n, 2, seed);
        float[][] points = Layout.of(coordinates).toArray();
        for (int axis = 0; axis < 2; axis++) {
            for (int i = 1; i < n; i++) {
                float before = coordinates[i - 1][axis] - coordinates[i][axis];
                float after = points[i - 1][axis] - points[i][axis];
                assertThat(before * after).isGreaterThanOrEqualTo(0);
            }
        }
    }

    @Test
    void fewFarPointsDoNotSqueezeTheMap() {
        float[][] coordinates = random(2000, 2, 1);
        coordinates[0] = new float[] {1e6f, -1e6f};
        float[][] points = Layout.of(coordinates).toArray();
        assertThat(points[0]).containsExactly(1, 0);
        double spread = Arrays.stream(points)
                .mapToDouble(p -> p[0])
                .filter(x -> x > 0.2 && x < 0.8)
                .count();
        assertThat(spread).isGreaterThan(1500);
    }

    @Test
    void thinCellsAreLeftOutAndAnEmptyGridIsRefused() {
        float[][] values = {{1}, {2}, {3}, {4}};
        Layout layout = Layout.ofPoints(new float[][] {{0.1f, 0.1f}, {0.2f, 0.2f}, {0.9f, 0.9f}, {0.4f, 0.1f}});
        Grid grid = Grid.of(activations(values), layout, 2, 2);
        assertThat(grid.cells()).hasSize(1);
        assertThat(grid.cells().get(0).members()).containsExactly(0, 1, 3);
        assertThat(grid.cells().get(0).mean()).containsExactly(7 / 3f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grid.of(activations(values), layout, 2, 5))
                .withMessage(
                        "no cell of the grid of 2 x 2 holds 5 of the 4 points; lower minPoints or the grid's size");
    }

    @Test
    void wrongInputIsNamed() {
        Layout one = Layout.ofPoints(new float[][] {{0, 1}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grid.of(activations(new float[][] {{1}, {2}}), one, 2, 1))
                .withMessage("the layout has 1 points, but layer some has 2 vectors");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grid.of(activations(new float[][] {{1}}), one, 0, 1))
                .withMessage("grid must be between 1 and 1000, but was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(new float[][] {{Float.NaN, 1}}))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> Layout.ofPoints(new float[][] {{0, 2}}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> activations(new float[][] {{1, 2}, {3, Float.NaN}}))
                .withMessage("activation vector 1 of layer some holds NaN; activations must be finite");
    }

    @Test
    void aCellSpeaksForTheClassesItRaisesMost() {
        GridCell cell = new GridCell(0, 0, new int[] {0}, new float[] {1}, new float[] {0.5f, -1, 2, 0.7f});
        assertThat(cell.topClasses(3)).containsExactly(2, 3, 0);
        assertThat(new GridCell(0, 0, new int[] {0}, new float[] {1}, new float[0]).topClasses(3))
                .isEmpty();
    }
}
