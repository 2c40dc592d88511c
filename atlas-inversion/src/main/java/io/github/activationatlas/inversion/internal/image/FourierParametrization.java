package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Parametrization;

/**
 * Pictures held as spectra. Parameters are laid out as {@link RealFourierBasis} takes coefficients, but where both frequencies have sines two of them
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
    private final ColorDecoder painter;
    private final RealFourierBasis waves;
    private final float[] scale;
    private final float[] coefficients;
    private final float[] plane;

    FourierParametrization(int size, int batch, Colors colors, Parametrization.Fourier settings) {
        this.n = size;
        this.channels = colors.channels();
        this.lines = batch * channels;
        this.painter = new ColorDecoder(colors, batch, n);
        this.waves = new RealFourierBasis(n, lines, settings.cutoff());
        this.scale = scales(settings.decayPower());
        this.coefficients = new float[waves.length()];
        this.plane = new float[n * lines * n];
    }

    RealFourierBasis waves() {
        return waves;
    }

    /**
     * n / 4 / max(f, 1/n) x (0.05 / max(f, 1/n))^(decay - 1), Lucid's at decay 1; twice that where a frequency has a mirror image.
     */
    private float[] scales(double decay) {
        int count = waves.count();
        float[] scales = new float[count * count];
        for (int i = 0; i < scales.length; i++) {
            int down = i / count;
            int across = i % count;
            double f = Math.max(1, Math.hypot(waves.frequency(down), waves.frequency(across))) / n;
            double pairs = waves.hasSine(across) || waves.hasSine(down) ? 2 : 1;
            scales[i] = (float) (pairs * n / 4.0 / f * Math.pow(PIVOT / f, decay - 1));
        }
        return scales;
    }

    @Override
    public int length() {
        return coefficients.length;
    }

    @Override
    public void start(long seed, int firstImage, float[] parameters) {
        Noise.start(seed, firstImage, lines / channels, waves.count(), channels * waves.count(), SPREAD, parameters);
    }

    @Override
    public void fit(float[] pictures, float[] parameters) {
        painter.invert(pictures, plane);
        waves.reverse(plane, parameters);
        int count = waves.count();
        for (int i = 0; i < parameters.length; i++) {
            int across = i % count;
            int down = i / (count * lines);
            // A wave's square is 1/2 on average, unless it is 1 everywhere; and products are divided by n^2 both ways.
            double squares = (waves.hasSine(across) ? 0.5 : 1) * (waves.hasSine(down) ? 0.5 : 1);
            double mixed = waves.hasSine(across) && waves.hasSine(down) ? 2 : 1;
            double twice = scale[down * count + across] * (double) scale[down * count + across];
            parameters[i] *= (float) (n * (double) n / squares / mixed / twice);
        }
        scale(parameters, parameters);
    }

    @Override
    public void draw(float[] parameters, float[] pictures) {
        scale(parameters, coefficients);
        waves.transform(coefficients, plane);
        painter.draw(plane, pictures);
    }

    @Override
    public void reverse(float[] pictures, float[] gradient, float[] byParameters) {
        painter.reverse(pictures, gradient, plane);
        waves.reverse(plane, byParameters);
        scale(byParameters, byParameters);
    }

    /** From parameters to coefficients, and for gradients the other way: the matrix is its own transpose. */
    private void scale(float[] from, float[] to) {
        int count = waves.count();
        for (int row = 0; row < count - waves.sines(); row++) {
            for (int line = 0; line < lines; line++) {
                int cosine = (row * lines + line) * count;
                if (waves.hasSine(row)) {
                    mix(from, cosine, (waves.sine(row) * lines + line) * count, row * count, to);
                } else {
                    scale(from, cosine, row * count, count, to);
                }
            }
        }
    }

    /** The rows of a cosine and of its sine. */
    private void mix(float[] from, int cosine, int sine, int frequencies, float[] to) {
        int sines = waves.sines();
        int edge = waves.count() - sines - 1;
        mix(from, cosine + 1, sine + edge + 1, frequencies + 1, sines, to);
        mix(from, sine + 1, cosine + edge + 1, frequencies + 1, sines, to);
        for (int i = 0; i <= edge; i += edge) {
            if (!waves.hasSine(i)) {
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
        waves.close();
    }
}
