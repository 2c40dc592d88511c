package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.DoubleDifferences;
import io.github.activationatlas.inversion.Parametrization;
import java.util.function.ToDoubleFunction;

/** How free values become images, written anew in double, and parametrisations held against it. */
final class ImageFormulas {
    static final int BATCH = 2;
    /** Lucid's colours: a pixel's channel by free value. */
    static final double[][] LUCID = {
        {0.26 / 0.461952, 0.09 / 0.461952, 0.02 / 0.461952},
        {0.27 / 0.461952, 0, -0.05 / 0.461952},
        {0.27 / 0.461952, -0.09 / 0.461952, 0.03 / 0.461952}
    };

    private ImageFormulas() {}

    /** Gives the free value of channel k of an image at a pixel. */
    interface Plane {
        double at(int picture, int k, int y, int x);
    }

    static double sigmoid(double t) {
        return 1 / (1 + Math.exp(-t));
    }

    /** One channel of a pixel: colours mixed, then a sigmoid. */
    static double pixel(double[][] mix, Plane plane, int picture, int channel, int y, int x) {
        double t = 0;
        for (int k = 0; k < mix.length; k++) {
            t += mix[channel][k] * plane.at(picture, k, y, x);
        }
        return sigmoid(t);
    }

    /** Images times a cotangent [image, channel, y, x]. */
    static double drawn(double[][] mix, int n, float[] cotangent, Plane plane) {
        double sum = 0;
        for (int i = 0; i < cotangent.length; i++) {
            int image = i / (n * n) / mix.length;
            sum += cotangent[i] * pixel(mix, plane, image, i / (n * n) % mix.length, i / n % n, i % n);
        }
        return sum;
    }

    /** All values of planes, [image and channel][pixel]. */
    static double[][] planes(int n, int channels, Plane plane) {
        double[][] planes = new double[BATCH * channels][n * n];
        for (int i = 0; i < planes.length * n * n; i++) {
            int line = i / (n * n);
            planes[line][i % (n * n)] = plane.at(line / channels, line % channels, i / n % n, i % n);
        }
        return planes;
    }

    static void check(
            Parametrization parametrization,
            int n,
            float spread,
            ToDoubleFunction<double[]> reference,
            float[] cotangent) {
        check(parametrization, Colors.imagenet(), n, spread, reference, cotangent);
    }

    /**
     * Holds images and their gradient against a reference.
     *
     * @param spread what the parameters at the start are multiplied with
     * @param reference the images times the cotangent, by parameters
     */
    static void check(
            Parametrization parametrization,
            Colors colors,
            int n,
            float spread,
            ToDoubleFunction<double[]> reference,
            float[] cotangent) {
        try (ImageParametrization images = ImageParametrization.of(parametrization, n, BATCH, colors)) {
            float[] parameters = new float[images.length()];
            images.start(3, i -> i, parameters);
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] *= spread;
            }
            float[] pictures = new float[cotangent.length];
            images.draw(parameters, pictures);
            float[] gradient = new float[parameters.length];
            images.reverse(pictures, cotangent.clone(), gradient);
            DoubleDifferences.check(
                    parameters,
                    DoubleDifferences.dot(cotangent, DoubleDifferences.widen(pictures)),
                    gradient,
                    reference);
        }
    }
}
