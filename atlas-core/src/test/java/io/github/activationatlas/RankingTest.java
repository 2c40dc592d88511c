package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.shortcuts.Shortcut;
import io.github.activationatlas.shortcuts.ShortcutFinder;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** In which order cells speak for a class: a few activations that are strong by chance do not lead. */
class RankingTest {
    /** Cells in a row, each of so many points around a mean; the second class is the first one's opposite. */
    private static LayerActivations activations(long seed, int[] counts, double[] means, double spread) {
        Random random = new Random(seed);
        int n = IntStream.of(counts).sum();
        float[][] values = new float[n][2];
        float[][] attributions = new float[n][];
        int row = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            for (int i = 0; i < counts[cell]; i++) {
                float value = (float) (means[cell] + spread * random.nextGaussian());
                values[row] = new float[] {1 + cell % 2, 1};
                attributions[row++] = new float[] {value, -value};
            }
        }
        int[] none = new int[n];
        return LayerActivations.of("some", values, attributions, none, none, none);
    }

    private static Grid grid(LayerActivations activations, int... counts) {
        int size = Math.max(1, (int) Math.ceil(Math.sqrt(counts.length)));
        float[][] points = new float[activations.size()][];
        int row = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            int column = cell % size;
            int line = cell / size;
            for (int i = 0; i < counts[cell]; i++) {
                points[row++] = new float[] {(column + 0.5f) / size, (line + 0.5f) / size};
            }
        }
        return Grid.of(activations, Layout.ofPoints(points), size, 1);
    }

    /** The same, with values that lie as far above the mean as below it. */
    private static LayerActivations even(double spread) {
        LayerActivations some = activations(1, COUNTS, MEANS, 0);
        float[][] attributions = Rows.attributions(some);
        for (int i = 0; i < attributions.length; i++) {
            double off = i == 604 ? 0 : i % 2 == 0 ? spread : -spread;
            attributions[i][0] += (float) off;
            attributions[i][1] -= (float) off;
        }
        int[] none = new int[attributions.length];
        return LayerActivations.of("some", Rows.values(some), attributions, none, none, none);
    }

    private static final int[] COUNTS = {300, 300, 5, 300};
    private static final double[] MEANS = {0.5, 2, 2.8, 0};

    @Test
    void aCellOfFivePointsDoesNotLeadByChance() {
        Grid grid = grid(even(3), COUNTS);
        assertThat(grid.cells().get(2).attribution(0))
                .isGreaterThan(grid.cells().get(1).attribution(0));
        assertThat(grid.strongest(0)).startsWith(1);
        assertThat(grid.strongest(1)).endsWith(1);
    }

    @Test
    void aCellOfFivePointsThatAgreeLeads() {
        Grid grid = grid(even(0.1), COUNTS);
        assertThat(grid.strongest(0)).containsExactly(2, 1, 0, 3);
    }

    @Test
    void aSuspectOfFivePointsDoesNotLeadByChance() {
        LayerActivations some = even(3);
        ActivationSet set = new ActivationSet(
                ImmutableList.of("photo"), ImmutableList.of(1), ImmutableList.of(), ImmutableList.of(some));
        Grid grid = grid(some, COUNTS);
        List<Shortcut> found = ShortcutFinder.of(set, "some", grid).find(0, 9);
        assertThat(found.get(0).index()).isEqualTo(1);
        assertThat(found).allMatch(s -> s.attribution() == s.cell().attribution(0));
        assertThat(found).isSortedAccordingTo(Comparator.comparing((Shortcut s) -> -s.score()));
    }

    /** The estimators written out from the values themselves (Searle, Casella and McCulloch 1992, 3.6). */
    @Property(tries = 100)
    void theOrderIsThatOfTheRandomEffectsModelsBestPredictions(
            @ForAll @IntRange(min = 2, max = 12) int cells, @ForAll long seed) {
        Random random = new Random(seed);
        int[] counts =
                IntStream.range(0, cells).map(i -> 1 + random.nextInt(20)).toArray();
        counts[0]++;
        double[] means = random.doubles(cells).map(x -> 3 * x).toArray();
        LayerActivations some = activations(seed, counts, means, 0.3 + 2 * random.nextDouble());
        Grid grid = grid(some, counts);
        int n = some.size();
        double overall = IntStream.range(0, n)
                .mapToDouble(i -> some.attribution(i, 0))
                .average()
                .orElseThrow();
        double inside = 0;
        double among = 0;
        double squares = 0;
        double[] average = new double[cells];
        for (int c = 0; c < cells; c++) {
            GridCell cell = grid.cells().get(c);
            average[c] = IntStream.of(cell.members())
                    .mapToDouble(i -> some.attribution(i, 0))
                    .average()
                    .orElseThrow();
            for (int i : cell.members()) {
                inside += Math.pow(some.attribution(i, 0) - average[c], 2);
            }
            among += cell.count() * Math.pow(average[c] - overall, 2);
            squares += (double) cell.count() * cell.count();
        }
        double within = inside / (n - cells);
        double between = (among / (cells - 1) - within) / ((n - squares / n) / (cells - 1));
        double[] shrunk = new double[cells];
        for (int c = 0; c < cells; c++) {
            int count = grid.cells().get(c).count();
            double weight = between > 0 ? count / (count + within / between) : 1e-6 * count;
            shrunk[c] = overall + (average[c] - overall) * weight;
        }
        List<Integer> order = grid.strongest(0);
        assertThat(order).hasSize(cells).doesNotHaveDuplicates();
        for (int i = 1; i < cells; i++) {
            assertThat(shrunk[order.get(i - 1)]).isGreaterThan(shrunk[order.get(i)] - 1e-6);
        }
        assertThat(grid.strongest(1)).isEqualTo(com.google.common.collect.Lists.reverse(order));
    }

    @Test
    void whereNothingIsToBeLearnedOfTheNoiseCellsStandInTheOrderOfTheirAverages() {
        int[] single = {1, 1, 1};
        assertThat(grid(activations(1, single, new double[] {1, 3, 2}, 0), single)
                        .strongest(0))
                .containsExactly(1, 2, 0);
        int[] one = {7};
        assertThat(grid(activations(1, one, new double[] {1}, 1), one).strongest(0))
                .containsExactly(0);
        int[] even = {3, 30, 5};
        assertThat(grid(activations(1, even, new double[] {1, 3, 2}, 0), even).strongest(0))
                .containsExactly(1, 2, 0);
        assertThat(grid(activations(1, even, new double[] {2, 2, 2}, 0), even).strongest(0))
                .containsExactly(0, 1, 2);
    }
}
