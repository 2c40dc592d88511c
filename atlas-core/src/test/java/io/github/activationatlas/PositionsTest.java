package io.github.activationatlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Positions depend on the seed and each image's id, not on where it stands in a list. */
class PositionsTest {
    /** Images of these names, whose numbers tell what they show. */
    private record Named(List<Integer> numbers) implements ImageSource {
        @Override
        public int size() {
            return numbers.size();
        }

        @Override
        public String id(int index) {
            return numbers.get(index) + ".png";
        }

        @Override
        public BufferedImage open(int index) {
            return Tiny.picture(numbers.get(index));
        }
    }

    private static ActivationCollector collector(long seed) {
        return ActivationCollector.builder(Tiny.MODEL, "mixed3a", Tiny.LAYER)
                .perImage(3)
                .batch(1)
                .seed(seed)
                .build();
    }

    private static int[] rowsOf(LayerActivations layer, String image) {
        return IntStream.range(0, layer.size())
                .filter(row -> layer.imageName(row).equals(image))
                .toArray();
    }

    @Test
    void anotherImageMovesNoOther() {
        ActivationSet few = collector(1).collect(new Named(List.of(5, 6, 7)));
        ActivationSet more = collector(1).collect(new Named(List.of(6, 4, 7, 5)));
        for (String name : List.of("mixed3a", Tiny.LAYER)) {
            for (String image : List.of("5.png", "6.png", "7.png")) {
                LayerActivations one = few.layer(name).subset(rowsOf(few.layer(name), image));
                LayerActivations two = more.layer(name).subset(rowsOf(more.layer(name), image));
                assertThat(two.size()).isEqualTo(3);
                assertThat(Rows.rows(two)).isEqualTo(Rows.rows(one));
                assertThat(Rows.columns(two)).isEqualTo(Rows.columns(one));
                assertThat(Rows.values(two)).isDeepEqualTo(Rows.values(one));
                assertThat(Rows.attributions(two)).isDeepEqualTo(Rows.attributions(one));
            }
        }
    }

    @Test
    void imagesOfOneNameHaveTheSamePositions() {
        LayerActivations layer = collector(1).collect(new Named(List.of(5, 5))).layer(Tiny.LAYER);
        assertThat(layer.subset(new int[] {3, 4, 5}).positionRow(1)).isEqualTo(layer.positionRow(1));
        assertThat(Rows.columns(layer.subset(new int[] {3, 4, 5})))
                .isEqualTo(Rows.columns(layer.subset(new int[] {0, 1, 2})));
    }

    /** Of one cell, each position takes three numbers, of which the last two are its row and its column. */
    @Test
    void anotherSeedIsNotTheFirstOneShifted() {
        int same = 0;
        for (int image = 0; image < 50; image++) {
            RandomPositions one = new RandomPositions(1, image + ".png", 4, 1);
            RandomPositions two = new RandomPositions(2, image + ".png", 4, 1);
            for (int i = 0; i < 4; i++) {
                same += one.column(i, 100_000) == two.row(i, 100_000) ? 1 : 0;
                same += one.row(i, 100_000) == two.row(i, 100_000) ? 1 : 0;
            }
        }
        assertThat(same).isLessThan(3);
    }

    @Test
    void rangesGiveThePartsOfTheWhole() {
        ImageSource source = new Named(List.of(8, 3, 9, 1, 2));
        ActivationSet whole = collector(1).collect(source);
        ActivationSet joined = JoinedSegments.of(
                List.of(collector(1).collect(source, 0, 2), collector(1).collect(source, 2, 5)));
        assertThat(joined).isEqualTo(whole);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> collector(1).collect(source, 2, 6))
                .withMessage("the range from 2 to 6 is not within the 5 images");
    }
}
