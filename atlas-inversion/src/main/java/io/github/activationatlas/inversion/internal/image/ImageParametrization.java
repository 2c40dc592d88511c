package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Parametrization;
import java.awt.image.BufferedImage;
import java.util.function.IntToLongFunction;

/** A batch of square images that are drawn from parameters; the gradient goes the other way. One thread at a time. */
public interface ImageParametrization extends AutoCloseable {
    /** Allocates a parametrisation of images [batch, channel, y, x]. */
    static ImageParametrization of(Parametrization parametrization, int size, int batch, Colors colors) {
        if (parametrization instanceof Parametrization.Fourier fourier) {
            return new FourierParametrization(size, batch, colors, fourier);
        }
        if (parametrization instanceof Parametrization.Maco maco) {
            return new MacoParametrization(size, batch, colors, maco.magnitudes());
        }
        if (parametrization instanceof Parametrization.SharedBase shared) {
            return new SharedBaseParametrization(size, batch, colors, shared);
        }
        if (parametrization instanceof Parametrization.Alpha alpha) {
            return new AlphaParametrization(size, batch, colors, alpha);
        }
        if (parametrization instanceof Parametrization.Cppn) {
            return new CppnParametrization(size, batch, colors);
        }
        return new PyramidParametrization(size, batch, colors, ((Parametrization.Pyramid) parametrization).levels());
    }

    /** How many parameters a batch has. */
    int length();

    /** Starts other images; random draws from step to step begin anew. */
    default void begin(long seed, IntToLongFunction numbers) {}

    /** Fills parameters with faint noise, from a seed for each image, so that an image does not depend on its batch. */
    void start(long seed, IntToLongFunction numbers, float[] parameters);

    /** Sets parameters so that they draw given images, as nearly as they can. */
    void fit(float[] images, float[] parameters);

    /** Draws the images of parameters. */
    void draw(float[] parameters, float[] images);

    /** Draws the images as a step sees them. */
    default void draw(int step, float[] parameters, float[] images) {
        draw(parameters, images);
    }

    /** Raises the contrast of the images that were drawn last. */
    default void contrast(double factor, float[] images) {
        ImageConversion.contrast(images, factor);
    }

    /** Image b of those that were drawn last. */
    default BufferedImage image(float[] images, int b, int size, int channels) {
        return ImageConversion.image(images, b, size, channels);
    }

    /** The gradient with respect to the parameters of the images drawn last; that with respect to the images is lost. */
    void reverse(float[] images, float[] gradient, float[] byParameters);

    @Override
    void close();
}
