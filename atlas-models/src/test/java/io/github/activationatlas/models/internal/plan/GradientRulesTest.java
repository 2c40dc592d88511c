package io.github.activationatlas.models.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Relaxed pooling and redirected ReLU against their definitions. */
class GradientRulesTest {
    private static final Shape IMAGE = new Shape(7, 8, 3);
    private static final WindowAxis CEILED = new WindowAxis(3, 2, 1, 0, 1, false);

    private static Plan plan(Operator operator, GradientRules.Relu relu, GradientRules.MaxPool pool) {
        Network network =
                new Network("image", List.of(new Node(operator.toString(), operator, List.of("image"), "out")));
        return new Plan(network, 2, IMAGE, Set.of("out"), new GradientRules(relu, pool));
    }

    private static Plan pooling(WindowAxis axis, GradientRules.MaxPool pool) {
        return plan(new MaxPooling(new Window(axis, axis)), GradientRules.Relu.EXACT, pool);
    }

    private static float[] random(int seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, b.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    @ParameterizedTest
    @EnumSource(GradientRules.MaxPool.class)
    void reverseIsTheTransposeOfTangentAndForwardStaysTheMaximum(GradientRules.MaxPool rule) {
        float[] image = random(1, 2 * IMAGE.size());
        float[] direction = random(2, image.length);
        float[] gradient = new float[image.length];
        try (Plan relaxed = pooling(CEILED, rule);
                Plan exact = pooling(CEILED, GradientRules.MaxPool.EXACT)) {
            relaxed.forward(image, 2, IMAGE);
            exact.forward(image, 2, IMAGE);
            float[] byRelaxed = new float[2 * relaxed.shape("out").size()];
            float[] byExact = new float[byRelaxed.length];
            relaxed.read("out", byRelaxed);
            exact.read("out", byExact);
            assertThat(byRelaxed).isEqualTo(byExact);
            float[] cotangent = random(3, byExact.length);
            float[] change = new float[byExact.length];
            relaxed.reverse("out", cotangent, gradient);
            relaxed.tangent("image", direction, "out", change);
            assertThat(dot(gradient, direction)).isCloseTo(dot(cotangent, change), within(1e-3));
        }
    }

    @Test
    void onlyAnImageWithoutGradientIsRedirected() {
        float[] image = random(6, 2 * IMAGE.size());
        for (int i = 0; i < IMAGE.size(); i++) {
            image[i] = -1 - Math.abs(image[i]);
        }
        float[] cotangent = random(7, image.length);
        float[] gradient = new float[image.length];
        try (Plan plan = plan(
                new ElementwiseOp(new ElementwiseFunction.Relu()),
                GradientRules.Relu.REDIRECTED,
                GradientRules.MaxPool.EXACT)) {
            plan.forward(image, 2, IMAGE);
            plan.reverse("out", cotangent, gradient);
        }
        for (int i = 0; i < image.length; i++) {
            float ordinary = image[i] > 0 ? cotangent[i] : 0;
            assertThat(gradient[i]).isEqualTo(i < IMAGE.size() ? Math.max(0, cotangent[i]) : ordinary);
        }
    }
}
