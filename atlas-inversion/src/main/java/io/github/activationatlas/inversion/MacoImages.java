package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

/** Pictures held as the phases of spectra whose magnitudes are fixed. Parameters are [ky, line x kx]. */
final class MacoImages implements Images {
    private static final double FLOOR = 1e-6;

    private final int n;
    private final int batch;
    private final int channels;
    private final Colors colors;
    private final InverseFourier fourier;
    private final float[] magnitude;
    private final float[] spectrum;
    private final float[] plane;
    private final float[] row;
    private final float[] drawn;
    private final float[] drawnSpectrum;
    private final float[] deviation;

    MacoImages(int size, int batch, Colors colors, Magnitudes magnitudes) {
        checkArgument(
                magnitudes.size() == size, "the magnitudes are for a size of %s, not %s", magnitudes.size(), size);
        this.n = size;
        this.batch = batch;
        this.channels = colors.channels();
        checkArgument(channels == 3, "Maco is for pictures of 3 channels, not %s", channels);
        this.colors = colors;
        this.fourier = new InverseFourier(n, batch * channels, 0.5);
        this.spectrum = new float[fourier.length()];
        this.magnitude = new float[spectrum.length / 2];
        for (int i = 0; i < magnitude.length; i++) {
            int kx = i % fourier.half();
            int line = i / fourier.half() % (batch * channels);
            magnitude[i] = magnitudes.at(line % channels, i / fourier.half() / (batch * channels), kx);
        }
        this.plane = new float[n * batch * channels * n];
        this.row = new float[colors.channels() * n];
        this.drawn = new float[plane.length];
        this.drawnSpectrum = new float[spectrum.length];
        this.deviation = new float[batch];
    }

    @Override
    public int length() {
        return magnitude.length;
    }

    @Override
    public void start(long seed, int firstImage, float[] parameters) {
        Noise.start(seed, firstImage, batch, n, channels * fourier.half(), 1, parameters);
    }

    @Override
    public void fit(float[] pictures, float[] parameters) {
        colors.invert(pictures, batch, n, plane);
        fourier.reverse(plane, spectrum);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) Math.atan2(spectrum[parameters.length + i], spectrum[i]);
        }
    }

    @Override
    public void draw(float[] parameters, float[] pictures) {
        for (int i = 0; i < parameters.length; i++) {
            spectrum[i] = (float) (magnitude[i] * Math.cos(parameters[i]));
            spectrum[parameters.length + i] = (float) (magnitude[i] * Math.sin(parameters[i]));
        }
        fourier.transform(spectrum, plane);
        standardize();
        colors.draw(plane, batch, n, row, pictures);
    }

    /** Brings each picture's values to mean 0 and deviation 1. */
    private void standardize() {
        int width = channels * n;
        for (int b = 0; b < batch; b++) {
            double sum = 0;
            double squares = 0;
            for (int y = 0; y < n; y++) {
                for (int i = (y * batch + b) * width; i < (y * batch + b + 1) * width; i++) {
                    sum += plane[i];
                    squares += (double) plane[i] * plane[i];
                }
            }
            double mean = sum / n / width;
            deviation[b] = (float) Math.sqrt(Math.max(FLOOR, squares / n / width - mean * mean));
            for (int y = 0; y < n; y++) {
                for (int i = (y * batch + b) * width; i < (y * batch + b + 1) * width; i++) {
                    plane[i] = (float) ((plane[i] - mean) / deviation[b]);
                }
            }
        }
    }

    @Override
    public void reverse(float[] pictures, float[] gradient, float[] byParameters) {
        // What was drawn is needed again for the derivative of the standardised values.
        System.arraycopy(plane, 0, drawn, 0, plane.length);
        System.arraycopy(spectrum, 0, drawnSpectrum, 0, spectrum.length);
        colors.reverse(pictures, gradient, batch, n, plane);
        int width = channels * n;
        for (int b = 0; b < batch; b++) {
            double sum = 0;
            double along = 0;
            for (int y = 0; y < n; y++) {
                for (int i = (y * batch + b) * width; i < (y * batch + b + 1) * width; i++) {
                    sum += plane[i];
                    along += (double) plane[i] * drawn[i];
                }
            }
            double mean = sum / n / width;
            double slope = along / n / width;
            for (int y = 0; y < n; y++) {
                for (int i = (y * batch + b) * width; i < (y * batch + b + 1) * width; i++) {
                    plane[i] = (float) ((plane[i] - mean - slope * drawn[i]) / deviation[b]);
                }
            }
        }
        fourier.reverse(plane, spectrum);
        for (int i = 0; i < byParameters.length; i++) {
            byParameters[i] = spectrum[byParameters.length + i] * drawnSpectrum[i]
                    - spectrum[i] * drawnSpectrum[byParameters.length + i];
        }
    }

    @Override
    public void close() {
        fourier.close();
    }
}
