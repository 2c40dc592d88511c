package io.github.activationatlas.inversion.internal.image;

import static io.github.activationatlas.inversion.internal.image.ImageFormulas.BATCH;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.LUCID;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.check;
import static io.github.activationatlas.inversion.internal.image.ImageFormulas.drawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.DoubleDifferences;
import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.internal.image.ImageFormulas.Plane;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Colours other than Lucid's and alpha channels against their formulas in double, value and gradient. */
class ColorDifferencesTest {

    private static Parametrization.Fourier spectrum(int decay, int cutoff) {
        return new Parametrization.Fourier(decay / 10.0, cutoff / 100.0);
    }

    @Property(tries = 8)
    void spectraOfAnyNumberOfIndependentChannels(
            @ForAll @IntRange(min = 4, max = 9) int n,
            @ForAll @IntRange(min = 1, max = 4) int channels,
            @ForAll @IntRange(max = 20) int decay,
            @ForAll @IntRange(min = 10, max = 50) int cutoff) {
        Parametrization.Fourier fourier = spectrum(decay, cutoff);
        WaveFormula waves = new WaveFormula(fourier, n);
        double[][] alone = new double[channels][channels];
        for (int c = 0; c < channels; c++) {
            alone[c][c] = 1;
        }
        float[] cotangent = GradientsTest.noise(BATCH * n * n * channels, 6);
        check(
                fourier,
                Colors.independent(channels),
                n,
                20,
                p -> drawn(alone, n, cotangent, waves.planes(p, channels)),
                cotangent);
    }

    @Property(tries = 8)
    void coloursOfPictures(
            @ForAll @IntRange(min = 4, max = 9) int n,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 2, max = 8) Integer> sides,
            @ForAll @IntRange(max = 1000) int seed) {
        List<BufferedImage> pictures = new ArrayList<>();
        sides.forEach(side -> pictures.add(picture(side, seed + pictures.size())));
        Colors colors = Colors.ofImages(pictures);
        double[][] mix = new double[3][3];
        for (int i = 0; i < 9; i++) {
            mix[i / 3][i % 3] = colors.mix(i / 3, i % 3);
        }
        isNormalizedRoot(mix, covariance(pictures));
        Parametrization.Fourier fourier = spectrum(10, 50);
        WaveFormula waves = new WaveFormula(fourier, n);
        float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
        check(fourier, colors, n, 20, p -> drawn(mix, n, cotangent, waves.planes(p, 3)), cotangent);
    }

    @Property(tries = 5)
    void coloursOfGreyPicturesCanBeStartedFromToo(@ForAll @IntRange(min = 4, max = 9) int n) {
        BufferedImage grey = new BufferedImage(n, n, BufferedImage.TYPE_INT_RGB);
        float[] pictures = new float[BATCH * 3 * n * n];
        for (int i = 0; i < pictures.length; i++) {
            int value = 20 + i % (n * n) * 200 / (n * n);
            pictures[i] = value / 255f;
            grey.setRGB(i % n, i / n % n, value * 0x10101);
        }
        try (ImageParametrization images =
                ImageParametrization.of(Parametrization.pixels(), n, BATCH, Colors.ofImages(List.of(grey)))) {
            float[] parameters = new float[images.length()];
            images.fit(pictures, parameters);
            float[] drawn = new float[pictures.length];
            images.draw(parameters, drawn);
            assertThat(drawn).containsExactly(pictures, within(1e-3f));
        }
    }

    /** Colours along a line by chance, with some noise. */
    private static BufferedImage picture(int side, long seed) {
        Random random = new Random(seed);
        double[] line = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
        BufferedImage picture = new BufferedImage(side, side + 1, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * (side + 1); i++) {
            double along = 40 * random.nextGaussian();
            int rgb = 0;
            for (double slope : line) {
                double value = 128 + along * slope + 15 * random.nextGaussian();
                rgb = rgb << 8 | (int) Math.max(0, Math.min(255, value));
            }
            picture.setRGB(i % side, i / side, rgb);
        }
        return picture;
    }

    /** Of red, green and blue over all pixels of all images. */
    private static double[][] covariance(List<BufferedImage> pictures) {
        List<double[]> pixels = new ArrayList<>();
        for (BufferedImage picture : pictures) {
            for (int i = 0; i < picture.getWidth() * picture.getHeight(); i++) {
                int rgb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
                pixels.add(new double[] {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0});
            }
        }
        double[] mean = new double[3];
        pixels.forEach(pixel -> {
            for (int c = 0; c < 3; c++) {
                mean[c] += pixel[c] / pixels.size();
            }
        });
        double[][] covariance = new double[3][3];
        pixels.forEach(pixel -> {
            for (int i = 0; i < 9; i++) {
                covariance[i / 3][i % 3] += (pixel[i / 3] - mean[i / 3]) * (pixel[i % 3] - mean[i % 3]) / pixels.size();
            }
        });
        return covariance;
    }

    /** Columns at right angles, of falling lengths, the first of length 1, whose outer products add up to the covariance but for a factor. */
    private static void isNormalizedRoot(double[][] mix, double[][] covariance) {
        double[][] byColumns = new double[3][3];
        double[][] products = new double[3][3];
        for (int i = 0; i < 27; i++) {
            byColumns[i / 9][i / 3 % 3] += mix[i % 3][i / 9] * mix[i % 3][i / 3 % 3];
            products[i / 9][i / 3 % 3] += mix[i / 9][i % 3] * mix[i / 3 % 3][i % 3];
        }
        assertThat(byColumns[0][0]).isCloseTo(1, within(1e-5));
        assertThat(byColumns[1][1]).isBetween(byColumns[2][2] - 1e-5, 1 + 1e-5);
        double factor = 0;
        for (int c = 0; c < 3; c++) {
            assertThat(byColumns[c][(c + 1) % 3]).isCloseTo(0, within(1e-5));
            factor += products[c][c] / (covariance[0][0] + covariance[1][1] + covariance[2][2]);
        }
        for (int i = 0; i < 9; i++) {
            assertThat(products[i / 3][i % 3]).isCloseTo(factor * covariance[i / 3][i % 3], within(1e-5));
        }
    }

    @Property(tries = 8)
    void spectraWithAnAlphaChannel(
            @ForAll @IntRange(min = 4, max = 9) int n,
            @ForAll @IntRange(max = 20) int decay,
            @ForAll @IntRange(min = 10, max = 50) int cutoff) {
        Parametrization.Fourier fourier = spectrum(decay, cutoff);
        WaveFormula waves = new WaveFormula(fourier, n);
        transparent(fourier, n, 20, p -> waves.planes(p, 4));
    }

    @Property(tries = 8)
    void pixelsWithAnAlphaChannel(@ForAll @IntRange(min = 4, max = 11) int n) {
        transparent(new Parametrization.Pyramid(1), n, 50, p -> (b, k, y, x) -> p[((y * BATCH + b) * 4 + k) * n + x]);
    }

    /** Over middle grey, without and with a cost of opacity, which is in the gradient alone. */
    private static void transparent(Parametrization color, int n, float spread, Function<double[], Plane> planes) {
        float[] cotangent = GradientsTest.noise(BATCH * n * n * 3, 6);
        check(new Parametrization.Alpha(color, 0), n, spread, overGrey(n, 0, cotangent, planes), cotangent);
        double cost = 0.7 * n * n;
        ToDoubleFunction<double[]> dear = overGrey(n, cost, cotangent, planes);
        try (ImageParametrization images =
                ImageParametrization.of(new Parametrization.Alpha(color, cost), n, BATCH, Colors.imagenet())) {
            float[] parameters = new float[images.length()];
            images.start(2, i -> i, parameters);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] *= spread;
            }
            images.draw(parameters, new float[cotangent.length]);
            float[] gradient = new float[parameters.length];
            images.reverse(cotangent, cotangent.clone(), gradient);
            double value = dear.applyAsDouble(DoubleDifferences.widen(parameters));
            DoubleDifferences.check(parameters, value, gradient, dear);
        }
    }

    private static ToDoubleFunction<double[]> overGrey(
            int n, double cost, float[] cotangent, Function<double[], Plane> planes) {
        return p -> {
            Plane plane = planes.apply(p);
            double sum = 0;
            for (int i = 0; i < BATCH * n * n; i++) {
                int picture = i / (n * n);
                int y = i / n % n;
                int x = i % n;
                double opacity = ImageFormulas.sigmoid(plane.at(picture, 3, y, x));
                sum -= cost / n / n * opacity;
                for (int c = 0; c < 3; c++) {
                    double color = ImageFormulas.pixel(LUCID, plane, picture, c, y, x);
                    sum += cotangent[(picture * 3 + c) * n * n + i % (n * n)] * (0.5 + opacity * (color - 0.5));
                }
            }
            return sum;
        };
    }
}
