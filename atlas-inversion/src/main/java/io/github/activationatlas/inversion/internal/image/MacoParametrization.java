package io.github.activationatlas.inversion.internal.image;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.Magnitudes;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Images as the phases of complex spectra whose magnitudes are fixed. Parameters are [ky, line x kx], ky as in {@link Magnitudes}. */
final class MacoParametrization implements ImageParametrization {
    private static final double FLOOR = 1e-6;

    private final int n;
    private final int batch;
    private final int channels;
    private final ColorDecoder decoder;
    private final RealFourierBasis basis;
    private final int half;
    private final float[] magnitude;
    private final float[] coefficients;
    private final float[] plane;
    private final float[] drawn;
    private final float[] phases;
    private final float[] deviation;

    MacoParametrization(int size, int batch, Colors colors, Magnitudes magnitudes) {
        checkArgument(
                magnitudes.size() == size, "the magnitudes are for a size of %s, not %s", magnitudes.size(), size);
        this.n = size;
        this.batch = batch;
        this.channels = colors.channels();
        checkArgument(channels == 3, "Maco is for images of 3 channels, not %s", channels);
        this.decoder = new ColorDecoder(colors, batch, n);
        this.basis = new RealFourierBasis(n, batch * channels, 0.5);
        this.half = n / 2 + 1;
        this.coefficients = new float[basis.length()];
        this.magnitude = new float[n * batch * channels * half];
        for (int i = 0; i < magnitude.length; i++) {
            int line = i / half % (batch * channels);
            magnitude[i] = magnitudes.at(line % channels, i / half / (batch * channels), i % half);
        }
        this.plane = new float[n * batch * channels * n];
        this.drawn = new float[plane.length];
        this.phases = new float[magnitude.length];
        this.deviation = new float[batch];
    }

    @Override
    public int length() {
        return magnitude.length;
    }

    @Override
    public void start(long seed, IntToLongFunction numbers, float[] parameters) {
        Noise.start(seed, numbers, batch, n, channels * half, 1, parameters);
    }

    @Override
    public void fit(float[] images, float[] parameters) {
        decoder.encode(images, plane);
        basis.reverse(plane, coefficients);
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) Math.atan2(imaginary(i), real(i));
        }
    }

    @Override
    public void draw(float[] parameters, float[] images) {
        System.arraycopy(parameters, 0, phases, 0, phases.length);
        Arrays.fill(coefficients, 0);
        for (int i = 0; i < parameters.length; i++) {
            add(i, magnitude[i] * Math.cos(parameters[i]), magnitude[i] * Math.sin(parameters[i]));
        }
        basis.transform(coefficients, plane);
        standardize();
        decoder.decode(plane, images);
    }

    /** Adds the real part of (re + i im) exp(i (ky y + kx x)) by the cosines and sines of sums. */
    private void add(int i, double re, double im) {
        float weight = weight(i);
        double turn = turn(i);
        coefficients[at(i, false, false)] += (float) (weight * re);
        if (hasSines(i, true, false)) {
            coefficients[at(i, true, false)] -= (float) (weight * turn * im);
        }
        if (hasSines(i, false, true)) {
            coefficients[at(i, false, true)] -= (float) (weight * im);
        }
        if (hasSines(i, true, true)) {
            coefficients[at(i, true, true)] -= (float) (weight * turn * re);
        }
    }

    /** How coefficients change with a complex number's real part, or what they hold of it. */
    private double real(int i) {
        double sines = hasSines(i, true, true) ? coefficients[at(i, true, true)] : 0;
        return weight(i) * (coefficients[at(i, false, false)] - turn(i) * sines);
    }

    private double imaginary(int i) {
        double down = hasSines(i, true, false) ? coefficients[at(i, true, false)] : 0;
        double across = hasSines(i, false, true) ? coefficients[at(i, false, true)] : 0;
        return -weight(i) * (across + turn(i) * down);
    }

    /** Frequencies with a mirror image count twice. */
    private float weight(int i) {
        return basis.hasSine(i % half) ? 2 : 1;
    }

    private int row(int i) {
        return i / half / (batch * channels);
    }

    private int turn(int i) {
        return 2 * row(i) > n ? -1 : 1;
    }

    private boolean hasSines(int i, boolean down, boolean across) {
        return (!down || basis.hasSine(Math.min(row(i), n - row(i)))) && (!across || basis.hasSine(i % half));
    }

    /** Where the coefficient of a cosine or a sine down and across lies. */
    private int at(int i, boolean sineDown, boolean sineAcross) {
        int down = Math.min(row(i), n - row(i));
        int line = i / half % (batch * channels);
        int across = i % half;
        return ((sineDown ? basis.sine(down) : down) * batch * channels + line) * basis.count()
                + (sineAcross ? basis.sine(across) : across);
    }

    /** Brings each image's values to mean 0 and deviation 1. */
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
    public void reverse(float[] images, float[] gradient, float[] byParameters) {
        // What was drawn is needed again for the derivative of the standardised values.
        System.arraycopy(plane, 0, drawn, 0, plane.length);
        decoder.reverse(images, gradient, plane);
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
        basis.reverse(plane, coefficients);
        for (int i = 0; i < byParameters.length; i++) {
            double re = magnitude[i] * Math.cos(phases[i]);
            double im = magnitude[i] * Math.sin(phases[i]);
            byParameters[i] = (float) (imaginary(i) * re - real(i) * im);
        }
    }

    @Override
    public void close() {
        basis.close();
    }
}
