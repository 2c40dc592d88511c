package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Parametrization;
import java.util.function.IntToLongFunction;

/**
 * Images as spectra. Parameters are laid out as {@link RealFourierBasis} takes coefficients, but where both frequencies have sines two of them
 * are the sum and the difference of two coefficients: one wave of an oblique direction each, as in a complex spectrum. Optimisers that treat
 * every parameter by itself come nearer with these.
 */
final class FourierParametrization implements ImageParametrization {
    private static final double SPREAD = 0.01;
    /** Where all decays agree, cycles a pixel. */
    private static final double PIVOT = 0.05;

    private final int n;
    private final int lines;
    private final int channels;
    private final ColorDecoder decoder;
    private final RealFourierBasis basis;
    private final float[] scale;
    private final float[] coefficients;
    private final float[] plane;

    FourierParametrization(int size, int batch, Colors colors, Parametrization.Fourier settings) {
        this.n = size;
        this.channels = colors.channels();
        this.lines = batch * channels;
        this.decoder = new ColorDecoder(colors, batch, n);
        this.basis = new RealFourierBasis(n, lines, settings.cutoff());
        this.scale = scales(settings.decayPower());
        this.coefficients = new float[basis.length()];
        this.plane = new float[n * lines * n];
    }

    RealFourierBasis basis() {
        return basis;
    }

    /**
     * n / 4 / max(f, 1/n) x (0.05 / max(f, 1/n))^(decay - 1), Lucid's at decay 1; twice that where a frequency has a mirror image.
     */
    private float[] scales(double decay) {
        int count = basis.count();
        float[] scales = new float[count * count];
        for (int i = 0; i < scales.length; i++) {
            int down = i / count;
            int across = i % count;
            double f = Math.max(1, Math.hypot(basis.frequency(down), basis.frequency(across))) / n;
            double pairs = basis.hasSine(across) || basis.hasSine(down) ? 2 : 1;
            scales[i] = (float) (pairs * n / 4.0 / f * Math.pow(PIVOT / f, decay - 1));
        }
        return scales;
    }

    @Override
    public int length() {
        return coefficients.length;
    }

    @Override
    public void start(long seed, IntToLongFunction numbers, float[] parameters) {
        Noise.start(seed, numbers, lines / channels, basis.count(), channels * basis.count(), SPREAD, parameters);
    }

    @Override
    public void fit(float[] images, float[] parameters) {
        decoder.encode(images, plane);
        basis.reverse(plane, parameters);
        int count = basis.count();
        for (int i = 0; i < parameters.length; i++) {
            int across = i % count;
            int down = i / (count * lines);
            // A wave's square is 1/2 on average, unless it is 1 everywhere; and products are divided by n^2 both ways.
            double squares = (basis.hasSine(across) ? 0.5 : 1) * (basis.hasSine(down) ? 0.5 : 1);
            double mixed = basis.hasSine(across) && basis.hasSine(down) ? 2 : 1;
            double twice = scale[down * count + across] * (double) scale[down * count + across];
            parameters[i] *= (float) (n * (double) n / squares / mixed / twice);
        }
        scale(parameters, parameters);
    }

    @Override
    public void draw(float[] parameters, float[] images) {
        scale(parameters, coefficients);
        basis.transform(coefficients, plane);
        decoder.decode(plane, images);
    }

    @Override
    public void reverse(float[] images, float[] gradient, float[] byParameters) {
        decoder.reverse(images, gradient, plane);
        basis.reverse(plane, byParameters);
        scale(byParameters, byParameters);
    }

    /** From parameters to coefficients, and for gradients the other way: the matrix is its own transpose. */
    private void scale(float[] from, float[] to) {
        int count = basis.count();
        for (int row = 0; row < count - basis.sines(); row++) {
            for (int line = 0; line < lines; line++) {
                int cosine = (row * lines + line) * count;
                if (basis.hasSine(row)) {
                    mix(from, cosine, (basis.sine(row) * lines + line) * count, row * count, to);
                } else {
                    scale(from, cosine, row * count, count, to);
                }
            }
        }
    }

    /** The rows of a cosine and of its sine. */
    private void mix(float[] from, int cosine, int sine, int frequencies, float[] to) {
        int sines = basis.sines();
        int edge = basis.count() - sines - 1;
        mix(from, cosine + 1, sine + edge + 1, frequencies + 1, sines, to);
        mix(from, sine + 1, cosine + edge + 1, frequencies + 1, sines, to);
        for (int i = 0; i <= edge; i += edge) {
            if (!basis.hasSine(i)) {
                scale(from, cosine + i, frequencies + i, 1, to);
                scale(from, sine + i, frequencies + i, 1, to);
            }
        }
    }

    private void mix(float[] from, int first, int second, int frequencies, int length, float[] to) {
        for (int i = 0; i < length; i++) {
            float a = from[first + i];
            float b = from[second + i];
            float factor = scale[frequencies + i];
            to[first + i] = factor * (a + b);
            to[second + i] = factor * (a - b);
        }
    }

    private void scale(float[] from, int at, int frequencies, int length, float[] to) {
        for (int i = 0; i < length; i++) {
            to[at + i] = from[at + i] * scale[frequencies + i];
        }
    }

    @Override
    public void close() {
        basis.close();
    }
}
