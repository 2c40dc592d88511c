package io.github.activationatlas.inversion;

/** Pictures held as spectra. Parameters are laid out as {@link InverseFourier} takes spectra. */
final class FourierImages implements Images {
    private static final double SPREAD = 0.01;
    /** Where all decays agree, cycles a pixel. */
    private static final double PIVOT = 0.05;

    private final int n;
    private final int lines;
    private final int channels;
    private final Colors colors;
    private final InverseFourier fourier;
    private final float[] scale;
    private final float[] spectrum;
    private final float[] plane;
    private final float[] row;

    FourierImages(int size, int batch, Colors colors, Parametrization.Fourier settings) {
        this.n = size;
        this.channels = colors.channels();
        this.lines = batch * channels;
        this.colors = colors;
        this.fourier = new InverseFourier(n, lines, settings.cutoff());
        this.scale = scales(settings.decayPower());
        this.spectrum = new float[fourier.length()];
        this.plane = new float[n * lines * n];
        this.row = new float[colors.channels() * n];
    }

    InverseFourier fourier() {
        return fourier;
    }

    /** n / 4 / max(f, 1/n) x (0.05 / max(f, 1/n))^(decay - 1), for ky and kx; Lucid's at decay 1. */
    private float[] scales(double decay) {
        int half = fourier.half();
        float[] scales = new float[fourier.rows() * half];
        for (int ky = 0; ky < fourier.rows(); ky++) {
            for (int kx = 0; kx < half; kx++) {
                double f = Math.max(1, Math.hypot(fourier.frequency(ky), kx)) / n;
                scales[ky * half + kx] = (float) (n / 4.0 / f * Math.pow(PIVOT / f, decay - 1));
            }
        }
        return scales;
    }

    @Override
    public int length() {
        return spectrum.length;
    }

    @Override
    public void start(long seed, int firstImage, float[] parameters) {
        Noise.start(
                seed, firstImage, lines / channels, 2 * fourier.rows(), channels * fourier.half(), SPREAD, parameters);
    }

    @Override
    public void fit(float[] pictures, float[] parameters) {
        colors.invert(pictures, lines / channels, n, plane);
        fourier.reverse(plane, parameters);
        int half = fourier.half();
        for (int i = 0; i < parameters.length; i++) {
            int kx = i % half;
            int ky = i / (half * lines) % fourier.rows();
            // The transform back counts frequencies with a mirror image twice, and both transforms divide by n a
            // direction.
            double once = kx == 0 || 2 * kx == n ? 1 : 2;
            parameters[i] *= (float) (n * (double) n / once / scale[ky * half + kx]);
        }
    }

    @Override
    public void draw(float[] parameters, float[] pictures) {
        scale(parameters, spectrum);
        fourier.transform(spectrum, plane);
        colors.draw(plane, lines / channels, n, row, pictures);
    }

    @Override
    public void reverse(float[] pictures, float[] gradient, float[] byParameters) {
        colors.reverse(pictures, gradient, lines / channels, n, plane);
        fourier.reverse(plane, byParameters);
        scale(byParameters, byParameters);
    }

    private void scale(float[] from, float[] to) {
        int half = fourier.half();
        for (int row = 0; row < 2 * fourier.rows(); row++) {
            int frequencies = row % fourier.rows() * half;
            for (int line = 0; line < lines; line++) {
                int at = (row * lines + line) * half;
                for (int k = 0; k < half; k++) {
                    to[at + k] = from[at + k] * scale[frequencies + k];
                }
            }
        }
    }

    @Override
    public void close() {
        fourier.close();
    }
}
