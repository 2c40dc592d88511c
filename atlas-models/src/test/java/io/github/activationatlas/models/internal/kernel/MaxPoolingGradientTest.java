package io.github.activationatlas.models.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.plan.Plan;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whose gradient a max-pooling's is, window by window, also where several places have the largest value. */
class MaxPoolingGradientTest {

    /** To the first place, row by row, that has the largest value. */
    private static float[] definition(
            float[] image, float[] cotangent, int batch, Shape in, Shape out, int padRows, int padColumns) {
        float[] gradient = new float[image.length];
        int channels = in.channels();
        for (int i = 0; i < cotangent.length; i++) {
            int channel = i % channels;
            int column = i / channels % out.width() - padColumns;
            int row = i / channels / out.width() % out.height() - padRows;
            int first = i / out.size() * in.height();
            int best = -1;
            for (int tap = 0; tap < 9; tap++) {
                int y = row + tap / 3;
                int x = column + tap % 3;
                if (y >= 0 && y < in.height() && x >= 0 && x < in.width()) {
                    int at = ((first + y) * in.width() + x) * channels + channel;
                    best = best < 0 || image[at] > image[best] ? at : best;
                }
            }
            if (best >= 0) {
                gradient[best] += cotangent[i];
            }
        }
        assertThat(cotangent).hasSize(batch * out.size());
        return gradient;
    }

    @Property(tries = 100)
    void theFirstOfTheLargestGetsTheGradient(
            @ForAll @IntRange(min = 1, max = 2) int batch,
            @ForAll @IntRange(min = 3, max = 12) int height,
            @ForAll @IntRange(min = 3, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 5) int channels,
            @ForAll @IntRange(max = 3) int padRows,
            @ForAll @IntRange(max = 3) int padColumns,
            @ForAll @IntRange(min = 1, max = 9) int different,
            @ForAll int seed) {
        Random random = new Random(seed);
        Shape in = new Shape(height, width, channels);
        Window window = new Window(
                new WindowAxis(3, 1, 1, padRows, padRows, false),
                new WindowAxis(3, 1, 1, padColumns, padColumns, false));
        assertThat(MaxPoolingGradient.fits(window)).isTrue();
        float[] image = new float[batch * in.size()];
        for (int i = 0; i < image.length; i++) {
            image[i] = (random.nextInt(different) - 4) * 1e-3f;
        }
        Network network =
                new Network("image", List.of(new Node("pool", new MaxPooling(window), List.of("image"), "out")));
        try (Plan plan = new Plan(network, batch, in, Set.of("out"))) {
            plan.forward(image, batch, in);
            Shape out = plan.shape("out");
            float[] cotangent = new float[batch * out.size()];
            for (int i = 0; i < cotangent.length; i++) {
                cotangent[i] = (float) random.nextGaussian();
            }
            float[] gradient = new float[image.length];
            plan.reverse("out", cotangent, gradient);
            assertThat(gradient)
                    .containsExactly(definition(image, cotangent, batch, in, out, padRows, padColumns), within(1e-5f));
        }
    }
}
