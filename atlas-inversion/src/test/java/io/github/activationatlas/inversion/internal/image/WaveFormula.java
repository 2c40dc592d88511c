package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Parametrization;
import io.github.activationatlas.inversion.internal.image.ImageFormulas.Plane;

/** Planes as sums of waves [wave down, line, wave across], written anew in double: the cosines from frequency 0 up, then the sines from 1 up. */
final class WaveFormula {
    private final int n;
    private final int count;
    private final double decay;
    /** By wave and pixel. */
    private final double[][] table;

    WaveFormula(Parametrization.Fourier settings, int n) {
        this.n = n;
        this.decay = settings.decayPower();
        this.count = Math.min(n, 2 * Math.max(1, (int) Math.floor(settings.cutoff() * n)) + 1);
        this.table = new double[count][n];
        for (int i = 0; i < count * n; i++) {
            double angle = 2 * Math.PI * frequency(i / n) * (i % n) / n;
            table[i / n][i % n] = i / n <= count / 2 ? Math.cos(angle) : Math.sin(angle);
        }
    }

    /** Waves along an axis. */
    int count() {
        return count;
    }

    /** Of a wave, in cycles an image. */
    int frequency(int wave) {
        return wave <= count / 2 ? wave : wave - count / 2;
    }

    /** The planes of a batch of images with some channels each. */
    Plane planes(double[] parameters, int channels) {
        double[] coefficients = coefficients(parameters);
        int lines = ImageFormulas.BATCH * channels;
        double[][] planes = ImageFormulas.planes(n, channels, (picture, k, y, x) -> {
            double sum = 0;
            for (int i = 0; i < count * count; i++) {
                int at = (i / count * lines + picture * channels + k) * count + i % count;
                sum += coefficients[at] * table[i / count][y] * table[i % count][x];
            }
            return sum / n / n;
        });
        return (picture, k, y, x) -> planes[picture * channels + k][y * n + x];
    }

    /** Parameters times their scale; sums and differences of two where both waves have sines. */
    private double[] coefficients(double[] parameters) {
        double[] coefficients = new double[parameters.length];
        int lines = parameters.length / count / count;
        for (int i = 0; i < coefficients.length; i++) {
            int down = i / count / lines;
            int across = i % count;
            double value = parameters[i];
            if (twin(down) >= 0 && twin(across) >= 0) {
                double other = parameters[(twin(down) * lines + i / count % lines) * count + twin(across)];
                value = across <= count / 2 ? value + other : other - value;
            }
            coefficients[i] = scale(frequency(down), frequency(across)) * value;
        }
        return coefficients;
    }

    /** A cosine's sine or the other way round; -1 if it has none. */
    private int twin(int wave) {
        int highest = count / 2;
        if (wave == 0 || 2 * wave == n && wave == highest) {
            return -1;
        }
        return wave <= highest ? wave + highest : wave - highest;
    }

    /** Lucid's scale of a pair of frequencies; twice that if it has a mirror image. */
    private double scale(int down, int across) {
        double f = Math.max(1, Math.hypot(down, across)) / n;
        boolean own = (across == 0 || 2 * across == n) && (down == 0 || 2 * down == n);
        return n / 4.0 / f * Math.pow(0.05 / f, decay - 1) * (own ? 1 : 2);
    }
}
