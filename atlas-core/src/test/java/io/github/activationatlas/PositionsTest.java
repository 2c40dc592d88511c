package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.internal.collect.PositionSeeds;
import io.github.activationatlas.internal.collect.RandomPositions;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the positions in an image depend on. */
class PositionsTest {
    private static final int PER_IMAGE = 3;

    private static ImageSource named(List<String> names) {
        return new ImageSource() {
            @Override
            public int size() {
                return names.size();
            }

            @Override
            public String id(int index) {
                return names.get(index);
            }

            @Override
            public BufferedImage open(int index) {
                return Tiny.picture(Math.floorMod(names.get(index).hashCode(), 1000));
            }
        };
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "image " + i).toList();
    }

    private static ActivationCollector collector(long seed) {
        return ActivationCollector.builder(Tiny.MODEL, "mixed3a")
                .perImage(PER_IMAGE)
                .seed(seed)
                .build();
    }

    /** Of each image of the list, by its index. */
    private static List<List<Integer>> positions(ActivationSet set) {
        LayerActivations layer = set.layers().get(0);
        List<List<Integer>> positions = new ArrayList<>();
        for (int i = 0; i < set.images().size(); i++) {
            positions.add(new ArrayList<>());
        }
        for (int r = 0; r < layer.size(); r++) {
            positions.get(layer.image(r)).add(layer.positionRow(r));
            positions.get(layer.image(r)).add(layer.positionColumn(r));
        }
        return positions;
    }

    private static List<List<Integer>> positions(List<String> names, long seed) {
        return positions(collector(seed).collect(named(names)));
    }

    private static Map<String, List<Integer>> byName(List<String> names) {
        List<List<Integer>> positions = positions(names, 1);
        Map<String, List<Integer>> byName = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byName.put(names.get(i), positions.get(i));
        }
        return byName;
    }

    @Test
    void anImageThatGoesOrComesMovesNoOther() {
        Map<String, List<Integer>> all = byName(names(12));
        List<String> fewer = new ArrayList<>(names(12));
        fewer.remove(4);
        assertThat(all).containsAllEntriesOf(byName(fewer));
        fewer.add(0, "another");
        assertThat(byName(fewer)).containsAllEntriesOf(byName(names(12).subList(5, 12)));
    }

    @Test
    void theOrderOfTheImagesChangesNothing() {
        List<String> reversed = new ArrayList<>(names(12));
        Collections.reverse(reversed);
        assertThat(byName(reversed)).isEqualTo(byName(names(12)));
    }

    @Test
    void imagesOfOneNameHavePositionsOfTheirOwn() {
        List<List<Integer>> positions = positions(List.of("same", "other", "same", "same"), 1);
        assertThat(positions).doesNotHaveDuplicates();
        assertThat(positions.get(0)).isEqualTo(positions(List.of("same"), 1).get(0));
    }

    @Test
    void aPartOfTheImagesHasThePositionsOfTheWhole() {
        ImageSource source = named(List.of("same", "other", "same", "third", "same"));
        List<List<Integer>> whole = positions(collector(1).collect(source));
        assertThat(positions(collector(1).collect(source, 2, 5))).isEqualTo(whole.subList(2, 5));
    }

    /** Seeds next to each other used to begin one draw further on in one sequence of random numbers. */
    @Test
    void aSeedIsNotItsNeighbourShifted() {
        List<List<Integer>> first = draws(1);
        List<List<Integer>> second = draws(2);
        for (int i = 0; i < first.size(); i++) {
            for (int j = 0; j < second.size(); j++) {
                assertThat(second.get(j)).doesNotContainAnyElementsOf(first.get(i));
            }
        }
    }

    /** Rows and columns so fine that equal ones are of the same random number. */
    private static List<List<Integer>> draws(long seed) {
        PositionSeeds seeds = PositionSeeds.of(seed, named(names(40)), 0, 40);
        int fine = 1 << 30;
        return IntStream.range(0, 40)
                .mapToObj(i -> {
                    RandomPositions positions = new RandomPositions(seeds.of(i), 1, 1);
                    return List.of(positions.row(0, fine), positions.column(0, fine));
                })
                .toList();
    }
}
