package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.activationatlas.page.PageCell;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What an atlas is made of cannot be changed from outside, and is equal where its content is. */
class ValuesTest {
    private static LayerActivations table(long seed, int rows, int channels, int classes) {
        Random random = new Random(seed);
        int[] numbers = random.ints(rows, 0, 50).toArray();
        return LayerActivations.of(
                "some", numbers(random, rows, channels), numbers(random, rows, classes), numbers, numbers, numbers);
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

    private static Atlas atlas() {
        return Small.atlas("dog", "cat");
    }

    @Property(tries = 50)
    void aTableHoldsWhatItWasMadeOfWhateverBecomesOfTheArrays(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 20) int rows,
            @ForAll @IntRange(min = 1, max = 9) int channels,
            @ForAll @IntRange(max = 9) int classes) {
        Random random = new Random(seed);
        float[][] values = numbers(random, rows, channels);
        float[][] attributions = numbers(random, rows, classes);
        int[] places = random.ints(rows, 0, 9).toArray();
        LayerActivations table = LayerActivations.of("some", values, attributions, places, places, places);
        LayerActivations same =
                LayerActivations.of("some", Rows.values(table), Rows.attributions(table), places, places, places);
        float first = values[0][0];
        int place = places[0];
        values[0][0] = 42;
        places[0] = 42;
        table.copyRow(0, values[0]);
        assertThat(values[0][0]).isEqualTo(first);
        assertThat(table.image(0)).isEqualTo(place);
        assertThat(table.positionRow(0)).isEqualTo(place);
        assertThat(table.positionColumn(0)).isEqualTo(place);
        assertThat(table).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(table.classes()).isEqualTo(classes);
        for (int c = 0; c < classes; c++) {
            assertThat(table.attribution(rows - 1, c)).isEqualTo(attributions[rows - 1][c]);
        }
    }

    @Property(tries = 50)
    void aChoiceOfAChoiceIsThatOfTheWhole(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int rows) {
        LayerActivations table = table(seed, rows, 3, 2);
        Random random = new Random(seed);
        int[] some = random.ints(8, 0, rows).toArray();
        int[] few = random.ints(5, 0, 8).toArray();
        int[] both = java.util.Arrays.stream(few).map(i -> some[i]).toArray();
        LayerActivations chosen = table.subset(some);
        int kept = chosen.image(few[0]);
        int was = some[few[0]];
        some[few[0]] = 0;
        assertThat(chosen.image(few[0])).isEqualTo(kept);
        some[few[0]] = was;
        assertThat(chosen.subset(few)).isEqualTo(table.subset(both));
    }

    /** Values are drawn from a few, so that many are equal. */
    @Property(tries = 100)
    void aClassesLoudestAreTheFirstOfAllInOrder(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 50) int most) {
        Random random = new Random(seed);
        float[][] attributions = new float[rows][2];
        for (float[] row : attributions) {
            row[1] = random.nextInt(7) - 2;
        }
        int[] none = new int[rows];
        LayerActivations table = LayerActivations.of("some", new float[rows][1], attributions, none, none, none);
        int[] sorted = IntStream.range(0, rows)
                .filter(i -> attributions[i][1] > 0)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -attributions[i][1]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        assertThat(ClassFilter.byMagnitude(most).select(table, 1)).isEqualTo(sorted);
    }

    @Test
    void tablesOfOtherContentDiffer() {
        LayerActivations one = table(1, 5, 3, 2);
        assertThat(one).isNotEqualTo(table(2, 5, 3, 2)).isNotEqualTo(one.subset(new int[] {0, 1, 2, 3}));
        assertThatThrownBy(() -> one.subset(new int[] {5})).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayerActivations.of(
                        "some", new float[][] {{1}, {1, 2}}, new float[2][0], new int[2], new int[2], new int[2]))
                .withMessageContaining("has 2 values, but vector 0 has 1");
    }

    @Test
    void aTableMayBeOfNoRows() {
        LayerActivations none =
                LayerActivations.of("some", new float[0][], new float[0][], new int[0], new int[0], new int[0]);
        assertThat(none.size()).isZero();
        assertThat(none.vectors().rows()).isZero();
        assertThat(table(1, 3, 2, 1).subset(new int[] {2}).subset(new int[0]).size())
                .isZero();
    }

    @Test
    void twoAtlasesOfTheSameContentAreEqual() {
        Atlas one = atlas();
        assertThat(atlas()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(Small.atlas("dog", "hare")).isNotEqualTo(one);
        IconGrid grid = one.layers().get(0).grids().get(0);
        List<BufferedImage> icons = new ArrayList<>(grid.icons());
        BufferedImage red = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        red.setRGB(3, 3, 0xFF0000);
        icons.set(1, red);
        assertThat(new IconGrid(grid.grid(), icons)).isNotEqualTo(grid);
    }

    @Test
    void noArrayOrListOfAnAtlasChangesIt() {
        Atlas atlas = atlas();
        AtlasLayer layer = atlas.layers().get(0);
        GridCell cell = layer.grids().get(0).grid().cells().get(0);
        cell.members()[0] = 42;
        cell.mean()[0] = 42;
        cell.attribution()[0] = 42;
        layer.layout().toArray()[0][0] = 42;
        assertThat(atlas).isEqualTo(atlas());
        List<BufferedImage> icons = new ArrayList<>(layer.grids().get(0).icons());
        IconGrid grid = new IconGrid(layer.grids().get(0).grid(), icons);
        icons.clear();
        assertThat(grid.icons()).hasSize(3);
        assertThatThrownBy(() -> atlas.layers().remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> atlas.predicted().set(0, 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void cellsKeepTheirOwnArrays() {
        float[] numbers = {1, 2};
        int[] members = {3};
        GridCell cell = new GridCell(0, 1, members, numbers, numbers);
        PageCell page = new PageCell(0, 1, 1, 0.5, numbers);
        numbers[0] = 42;
        members[0] = 42;
        assertThat(cell).isEqualTo(new GridCell(0, 1, new int[] {3}, new float[] {1, 2}, new float[] {1, 2}));
        assertThat(page).isEqualTo(new PageCell(0, 1, 1, 0.5, new float[] {1, 2}));
        page.attribution()[0] = 42;
        assertThat(page.attribution()).containsExactly(1, 2);
    }
}
