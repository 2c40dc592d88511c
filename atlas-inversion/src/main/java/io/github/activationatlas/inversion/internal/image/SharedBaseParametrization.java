package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Parametrization;
import java.util.function.IntToLongFunction;

/**
 * Spectra whose low frequencies are shared: each image has parameters of its own for them, and their mean is drawn. Parameters are laid
 * out as in {@link FourierParametrization}.
 */
final class SharedBaseParametrization implements ImageParametrization {
    private final int size;
    private final int batch;
    private final int channels;
    private final double cutoff;
    private final FourierParametrization own;
    private final float[] drawn;

    SharedBaseParametrization(int size, int batch, Colors colors, Parametrization.SharedBase settings) {
        this.size = size;
        this.batch = batch;
        this.channels = colors.channels();
        this.cutoff = settings.cutoff();
        this.own = new FourierParametrization(size, batch, colors, settings.own());
        this.drawn = new float[own.length()];
    }

    @Override
    public int length() {
        return drawn.length;
    }

    @Override
    public void start(long seed, IntToLongFunction numbers, float[] parameters) {
        own.start(seed, numbers, parameters);
    }

    @Override
    public void fit(float[] images, float[] parameters) {
        own.fit(images, parameters);
    }

    @Override
    public void draw(float[] parameters, float[] images) {
        System.arraycopy(parameters, 0, drawn, 0, drawn.length);
        share(drawn);
        own.draw(drawn, images);
    }

    @Override
    public void reverse(float[] images, float[] gradient, float[] byParameters) {
        own.reverse(images, gradient, byParameters);
        share(byParameters);
    }

    /** Gives all images the mean of what they share. */
    private void share(float[] values) {
        RealFourierBasis basis = own.basis();
        int count = basis.count();
        int line = channels * count;
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < line; i++) {
                if (Math.hypot(basis.frequency(row), basis.frequency(i % count)) <= cutoff * size) {
                    share(values, row * batch * line + i, line);
                }
            }
        }
    }

    private void share(float[] values, int from, int stride) {
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            sum += values[from + b * stride];
        }
        for (int b = 0; b < batch; b++) {
            values[from + b * stride] = (float) (sum / batch);
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
