package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An image that has a number of its own does not depend on its index. */
class NumbersTest {
    private final FeatureVisualizer visualizer = FeatureVisualizer.builder(VisionModel.bundled(), "mixed3a")
            .size(32)
            .steps(3)
            .batch(2)
            .build();

    private static int[] pixels(Visualization found) {
        BufferedImage image = found.image();
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @Test
    void otherObjectivesDoNotChangeAnImage() {
        Objective a = Objective.channel(1);
        Objective b = Objective.channel(2);
        Objective c = Objective.channel(3);
        List<Visualization> three = visualizer.visualize(List.of(a, b, c), List.of(), List.of(7L, 8L, 1L << 40));
        List<Visualization> two = visualizer.visualize(List.of(c, b), List.of(), List.of(1L << 40, 8L));
        assertThat(pixels(two.get(0))).isEqualTo(pixels(three.get(2)));
        assertThat(pixels(two.get(1))).isEqualTo(pixels(three.get(1)));
        Visualization other =
                visualizer.visualize(List.of(b), List.of(), List.of(9L)).get(0);
        assertThat(pixels(other)).isNotEqualTo(pixels(two.get(1)));
    }

    @Test
    void withoutNumbersTheIndexCounts() {
        List<Objective> objectives = List.of(Objective.channel(1), Objective.channel(2));
        assertThat(pixels(visualizer.visualize(objectives).get(1)))
                .isEqualTo(pixels(visualizer
                        .visualize(objectives, List.of(), List.of(0L, 1L))
                        .get(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> visualizer.visualize(objectives, List.of(), List.of(1L)))
                .withMessage("there are 2 objectives, but 1 numbers and 0 images to start from");
    }
}
