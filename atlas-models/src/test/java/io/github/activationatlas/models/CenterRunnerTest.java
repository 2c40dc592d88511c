package io.github.activationatlas.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A runner that computes the middle of a layer tells what one that computes all of it tells of the middle. */
class CenterRunnerTest {
    private static final VisionModel MODEL = VisionModel.bundled();

    @ParameterizedTest
    @CsvSource({
        "mixed3a, 64, 0",
        "mixed3b, 41, 1",
        "mixed4a, 64, 0",
        "mixed4a, 50, 1",
        "mixed4a, 33, 0",
        "mixed4a, 64, 9"
    })
    void valuesAndGradientsAreThoseOfTheMiddle(String layer, int size, int reach) {
        Random random = new Random(size);
        float[] picture = new float[size * size * 3];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = random.nextFloat();
        }
        try (NetworkRunner whole = MODEL.runner(1, size, layer);
                NetworkRunner part = MODEL.centerRunner(1, 64, layer, reach)) {
            whole.forward(picture, 1, size, size);
            part.forward(picture, 1, size, size);
            Shape all = whole.shape(layer);
            Shape few = part.shape(layer);
            assertThat(few.height()).isEqualTo(Math.min(2 * reach + 1, all.height()));
            float[] h = new float[all.size()];
            float[] middle = new float[few.size()];
            whole.read(layer, h);
            part.read(layer, middle);
            float[] cotangent = new float[h.length];
            float[] ones = new float[middle.length];
            int at = middle(all);
            int here = middle(few);
            for (int c = 0; c < all.channels(); c++) {
                assertThat(middle[here + c]).isCloseTo(h[at + c], within(1e-4f));
                cotangent[at + c] = 1;
                ones[here + c] = 1;
            }
            float[] gradient = new float[picture.length];
            float[] partly = new float[picture.length];
            whole.imageGradient(layer, cotangent, gradient);
            part.imageGradient(layer, ones, partly);
            assertThat(partly).containsExactly(gradient, within(1e-3f));
        }
    }

    private static int middle(Shape shape) {
        return (shape.height() / 2 * shape.width() + shape.width() / 2) * shape.channels();
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> MODEL.centerRunner(1, 64, "mixed9z", 0))
                .hasMessageContaining("there is no layer 'mixed9z'");
        assertThatThrownBy(() -> MODEL.centerRunner(1, 64, "mixed4a", -1))
                .hasMessage("reach must be at least 0, but was -1");
    }
}
