package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Parametrization;
import java.awt.image.BufferedImage;

/** A batch of square pictures that are drawn from parameters; the gradient goes the other way. One thread at a time. */
public interface ImageParametrization extends AutoCloseable {
    /** Sets some parameterisation up for pictures [batch, channel, y, x]. */
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

    /** Sets out for other pictures; what is drawn at random from step to step begins anew. */
    default void begin(long seed, int firstImage) {}

    /** Fills parameters with faint noise, one source a picture so that a picture does not depend on its batch. */
    void start(long seed, int firstImage, float[] parameters);

    /** Sets parameters so that they draw given pictures, as nearly as they can. */
    void fit(float[] pictures, float[] parameters);

    /** Draws the pictures of parameters. */
    void draw(float[] parameters, float[] pictures);

    /** Draws the pictures as a step sees them. */
    default void draw(int step, float[] parameters, float[] pictures) {
        draw(parameters, pictures);
    }

    /** Drives the pictures that were drawn last from middle grey. */
    default void contrast(double factor, float[] pictures) {
        Drawn.contrast(pictures, factor);
    }

    /** Picture b of those that were drawn last. */
    default BufferedImage picture(float[] pictures, int b, int size, int channels) {
        return Drawn.image(pictures, b, size, channels);
    }

    /** The gradient with respect to the parameters of the pictures drawn last; that with respect to the pictures is lost. */
    void reverse(float[] pictures, float[] gradient, float[] byParameters);

    @Override
    void close();
}
