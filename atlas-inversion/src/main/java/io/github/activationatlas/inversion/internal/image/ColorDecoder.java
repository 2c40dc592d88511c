package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import io.github.activationatlas.inversion.internal.linalg.Matrices;
import java.util.Arrays;

/**
 * Decodes planes of free values, [y, image, channel, x], to images, [image, channel, y, x]: colours are mixed, then goes a sigmoid. One thread at a
 * time.
 *
 * <p>The compiler works on many values at once only where all arrays of a loop are counted alike, from their starts; so rows are copied to
 * arrays of their own.
 */
public final class ColorDecoder {
    private static final double EDGE = 1 / 512.0;
    /** Small beside the square of any share that a colour really has, large beside what roundings leave of one that is not there. */
    private static final double RIDGE = 1e-9;

    private final Colors colors;
    private final int channels;
    private final int batch;
    private final int n;
    private final float[][] rows;
    private final float[] sum;
    /** [channel, free value]. */
    private final float[] weights;

    public ColorDecoder(Colors colors, int batch, int n) {
        this.colors = colors;
        this.channels = colors.channels();
        this.batch = batch;
        this.n = n;
        this.rows = new float[channels][n];
        this.sum = new float[n];
        this.weights = new float[channels * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = colors.mix(i / channels, i % channels);
        }
    }

    private int inPlane(int y, int b, int channel) {
        return ((y * batch + b) * channels + channel) * n;
    }

    private int inImage(int y, int b, int channel) {
        return ((b * channels + channel) * n + y) * n;
    }

    /** Decodes images. */
    public void decode(float[] plane, float[] images) {
        for (int y = 0; y < n; y++) {
            for (int b = 0; b < batch; b++) {
                for (int k = 0; k < channels; k++) {
                    System.arraycopy(plane, inPlane(y, b, k), rows[k], 0, n);
                }
                for (int c = 0; c < channels; c++) {
                    mix(c * channels, 1);
                    System.arraycopy(sum, 0, images, inImage(y, b, c), n);
                }
            }
        }
        Sigmoid.of(images);
    }

    /**
     * Turns the gradient of images that were drawn into that of planes.
     *
     * @param gradient its values are lost
     */
    void reverse(float[] images, float[] gradient, float[] plane) {
        Sigmoid.reverse(images, gradient);
        for (int y = 0; y < n; y++) {
            for (int b = 0; b < batch; b++) {
                for (int c = 0; c < channels; c++) {
                    System.arraycopy(gradient, inImage(y, b, c), rows[c], 0, n);
                }
                for (int k = 0; k < channels; k++) {
                    mix(k, channels);
                    System.arraycopy(sum, 0, plane, inPlane(y, b, k), n);
                }
            }
        }
    }

    /** Sums the rows, with weights of which each lies a step behind the one before. */
    private void mix(int first, int step) {
        if (channels == 3) {
            mix(rows[0], rows[1], rows[2], weights[first], weights[first + step], weights[first + 2 * step], sum);
            return;
        }
        Arrays.fill(sum, 0);
        for (int k = 0; k < channels; k++) {
            add(rows[k], weights[first + k * step], sum);
        }
    }

    private static void mix(float[] p, float[] q, float[] r, float a, float b, float c, float[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] = a * p[x] + b * q[x] + c * r[x];
        }
    }

    private static void add(float[] row, float weight, float[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * row[x];
        }
    }

    /** Finds the planes of images; black and white are taken as almost so. */
    void encode(float[] images, float[] plane) {
        double[] unmix = unmix(colors);
        double[] values = new double[channels];
        for (int i = 0; i < batch * n * n; i++) {
            int b = i / (n * n);
            int y = i / n % n;
            for (int c = 0; c < channels; c++) {
                double p = Math.max(EDGE, Math.min(1 - EDGE, images[inImage(y, b, c) + i % n]));
                values[c] = Math.log(p / (1 - p));
            }
            for (int k = 0; k < channels; k++) {
                double value = 0;
                for (int c = 0; c < channels; c++) {
                    value += unmix[k * channels + c] * values[c];
                }
                plane[inPlane(y, b, k) + i % n] = (float) value;
            }
        }
    }

    /**
     * The inverse of the mixing matrix, [value, channel]; of colours that cannot draw all images, as those of grey ones, what draws the
     * nearest (least squares with a ridge).
     */
    public static double[] unmix(Colors colors) {
        int channels = colors.channels();
        double[] squares = new double[channels * channels];
        for (int i = 0; i < channels; i++) {
            for (int j = 0; j < channels; j++) {
                squares[i * channels + j] = i == j ? RIDGE : 0;
                for (int c = 0; c < channels; c++) {
                    squares[i * channels + j] += (double) colors.mix(c, i) * colors.mix(c, j);
                }
            }
        }
        double[] inverse = Matrices.inverse(squares, channels);
        double[] unmix = new double[squares.length];
        for (int i = 0; i < unmix.length; i++) {
            for (int j = 0; j < channels; j++) {
                unmix[i] += inverse[i / channels * channels + j] * colors.mix(i % channels, j);
            }
        }
        return unmix;
    }
}
