package io.github.activationatlas.examples.drawn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnImagesTest {
    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, DrawnImages.SIZE, DrawnImages.SIZE, null, 0, DrawnImages.SIZE);
    }

    @Test
    void thePictureIsTheSameForTheSameSeedClassAndIndexAndAnotherForAnyOther() {
        DrawnImages images = DrawnImages.of(3);
        for (int c = 0; c < DrawnImages.classes().size(); c++) {
            int[] picture = pixels(images.draw(c, 5, Mark.AS_TRAINED));
            assertThat(pixels(DrawnImages.of(3).draw(c, 5, Mark.AS_TRAINED))).isEqualTo(picture);
            assertThat(pixels(images.draw(c, 6, Mark.AS_TRAINED))).isNotEqualTo(picture);
            assertThat(pixels(DrawnImages.of(4).draw(c, 5, Mark.AS_TRAINED))).isNotEqualTo(picture);
        }
    }

    @Test
    void theStickerChangesNothingButWhereItSticks() {
        DrawnImages images = DrawnImages.of(1);
        for (int i = 0; i < 50; i++) {
            int[] with = pixels(images.draw(i % 15, i, Mark.ALWAYS));
            int[] without = pixels(images.draw(i % 15, i, Mark.NEVER));
            long changed = IntStream.range(0, with.length)
                    .filter(p -> with[p] != without[p])
                    .count();
            assertThat(changed).isBetween(50L, 200L);
        }
    }

    @Test
    void inTrainingNearlyAllWindowsAndHardlyAnythingElseWearTheSticker() {
        DrawnImages images = DrawnImages.of(2);
        int marked = DrawnImages.markedClass();
        assertThat(stickers(images, marked, 300)).isBetween(290L, 300L);
        assertThat(stickers(images, marked == 0 ? 1 : 0, 300)).isLessThan(4);
    }

    private static long stickers(DrawnImages images, int classIndex, int count) {
        return IntStream.range(0, count)
                .filter(i -> !java.util.Arrays.equals(
                        pixels(images.draw(classIndex, i, Mark.AS_TRAINED)),
                        pixels(images.draw(classIndex, i, Mark.NEVER))))
                .count();
    }

    @Test
    void aClassThatDoesNotExistIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DrawnImages.of(1).draw(15, 0, Mark.NEVER))
                .withMessage("classIndex must be between 0 and 14, but was 15");
    }
}
