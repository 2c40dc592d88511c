package io.github.activationatlas.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.inversion.internal.image.GradientsTest;
import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.inversion.internal.image.ImageParametrization;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Images that share a base, and images with an alpha channel. */
class SharedAndTransparentTest {
    private static final VisionModel MODEL = VisionModel.bundled();
    private static final int SIZE = 9;

    private static double apart(float[] a, float[] b) {
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            apart = Math.max(apart, Math.abs(a[i] - b[i]));
        }
        return apart;
    }

    /** The largest difference between two images of one batch that share frequencies up to a cutoff. */
    private static double apart(double cutoff) {
        Parametrization shared = new Parametrization.SharedBase(new Parametrization.Fourier(1, 0.3), cutoff);
        try (ImageParametrization images = ImageParametrization.of(shared, SIZE, 2, Colors.imagenet())) {
            float[] parameters = GradientsTest.noise(images.length(), 7);
            float[] pictures = new float[2 * SIZE * SIZE * 3];
            images.draw(parameters, pictures);
            int length = SIZE * SIZE * 3;
            return apart(Arrays.copyOf(pictures, length), Arrays.copyOfRange(pictures, length, 2 * length));
        }
    }

    @Test
    void picturesThatShareAllFrequenciesAreOnePicture() {
        assertThat(apart(0.5)).isZero();
        assertThat(apart(0)).isGreaterThan(0.1);
        assertThat(apart(0.2)).isPositive();
    }

    @Test
    void aSharedBaseMakesTheIconsOfABatchAlike() {
        List<Objective> objectives = List.of(Objective.channel(1), Objective.channel(5));
        double[] apart = new double[2];
        for (int i = 0; i < 2; i++) {
            List<Visualization> found = FeatureVisualizer.builder(MODEL, "mixed3a")
                    .size(24)
                    .steps(20)
                    .parametrization(new Parametrization.SharedBase(new Parametrization.Fourier(1.5, 0.4), 0.15 * i))
                    .build()
                    .visualize(objectives);
            apart[i] = meanDifference(found.get(0).image(), found.get(1).image());
        }
        assertThat(apart[1]).isPositive().isLessThan(0.9 * apart[0]);
    }

    private static double meanDifference(BufferedImage a, BufferedImage b) {
        float[] first = ImageConversion.rgb(a);
        float[] second = ImageConversion.rgb(b);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.abs(first[i] - second[i]) / first.length;
        }
        return sum;
    }

    @Test
    void eachStepHasAnotherBackgroundAndTheSameRunTheSame() {
        Parametrization alpha = new Parametrization.Alpha(Parametrization.fourier(), 0);
        try (ImageParametrization images = ImageParametrization.of(alpha, SIZE, 1, Colors.imagenet())) {
            float[] parameters = new float[images.length()];
            float[] first = new float[SIZE * SIZE * 3];
            float[] second = first.clone();
            float[] again = first.clone();
            float[] grey = first.clone();
            images.begin(5, i -> 2 + i);
            images.draw(0, parameters, first);
            images.draw(1, parameters, second);
            images.draw(0, parameters, again);
            images.draw(parameters, grey);
            assertThat(apart(first, second)).isGreaterThan(0.05);
            assertThat(again).isEqualTo(first);
            // Grey at half opacity over grey.
            assertThat(grey).containsOnly(0.5f);
        }
    }

    @Test
    void whatCostsMoreIsMoreTransparent() {
        double free = opacity(0, 1);
        assertThat(free).isGreaterThan(0.35);
        assertThat(opacity(1000, 1)).isLessThan(free - 0.1);
        assertThat(opacity(0, 3)).isEqualTo(free);
    }

    private static double opacity(double cost, double contrast) {
        BufferedImage image = FeatureVisualizer.builder(MODEL, "mixed3a")
                .size(24)
                .steps(40)
                .optimizer(Optimizer.adam())
                .parametrization(new Parametrization.Alpha(Parametrization.fourier(), cost))
                .contrast(contrast)
                .build()
                .visualize(Objective.channel(4))
                .image();
        assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_ARGB);
        double sum = 0;
        for (int i = 0; i < 24 * 24; i++) {
            sum += (image.getRGB(i % 24, i / 24) >>> 24) / 255.0 / 24 / 24;
        }
        return sum;
    }

    @Test
    void wrongValuesAreNamedWithTheirRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parametrization.Alpha(Parametrization.pixels(), -1))
                .withMessage("opacityCost must be 0 or more, but was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Parametrization.Alpha(new Parametrization.Maco(Magnitudes.inverseFrequency(16)), 0))
                .withMessageStartingWith("color must be a spectrum or a pyramid, but was ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parametrization.SharedBase(new Parametrization.Fourier(1, 0.5), 0.6))
                .withMessage("cutoff must be between 0 and 0.5, but was 0.6");
    }
}
