package io.github.activationatlas.inversion;

/** A batch of square pictures that are drawn from parameters; the gradient goes the other way. One thread at a time. */
interface Images extends AutoCloseable {
    /** Sets some parameterisation up for pictures [batch, size, size, channels]. */
    static Images of(Parametrization parametrization, int size, int batch, Colors colors) {
        if (parametrization instanceof Parametrization.Fourier fourier) {
            return new FourierImages(size, batch, colors, fourier);
        }
        if (parametrization instanceof Parametrization.Maco maco) {
            return new MacoImages(size, batch, colors, maco.magnitudes());
        }
        return new PyramidImages(size, batch, colors, ((Parametrization.Pyramid) parametrization).levels());
    }

    /** How many parameters a batch has. */
    int length();

    /** Fills parameters with faint noise, one source a picture so that a picture does not depend on its batch. */
    void start(long seed, int firstImage, float[] parameters);

    /** Sets parameters so that they draw given pictures, as nearly as they can. */
    void fit(float[] pictures, float[] parameters);

    /** Draws the pictures of parameters. */
    void draw(float[] parameters, float[] pictures);

    /** The gradient with respect to the parameters of the pictures drawn last. */
    void reverse(float[] pictures, float[] gradient, float[] byParameters);

    @Override
    void close();
}
