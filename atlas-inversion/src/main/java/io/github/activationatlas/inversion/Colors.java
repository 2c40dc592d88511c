package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * From free values to pixels in [0, 1]: channels are mixed so that their changes are as independent as the colours of natural pictures, then
 * a sigmoid. Immutable and thread-safe.
 */
public final class Colors {
    /** Lucid's matrix has this largest column norm, by which it is divided. */
    private static final double NORM = 0.461952;

    private static final double EDGE = 1 / 512.0;
    private final int channels;
    /** [channels, channels]: pixel channel by free value. */
    private final float[] mix;

    private Colors(int channels, float[] mix) {
        this.channels = channels;
        this.mix = mix;
    }

    /**
     * The square root of ImageNet's colour covariance, as Lucid gives it, divided by its largest column norm.
     *
     * @return colours of three channels
     */
    public static Colors imagenet() {
        double[] m = {0.26, 0.09, 0.02, 0.27, 0, -0.05, 0.27, -0.09, 0.03};
        return of(m, NORM);
    }

    /**
     * No mixing.
     *
     * @param channels how many channels pictures have, at least 1
     * @return colours
     */
    public static Colors independent(int channels) {
        checkArgument(channels >= 1, "channels must be at least 1, but was %s", channels);
        float[] mix = new float[channels * channels];
        for (int c = 0; c < channels; c++) {
            mix[c * channels + c] = 1;
        }
        return new Colors(channels, mix);
    }

    /**
     * The square root of the colour covariance of the user's own pictures, divided by its largest column norm.
     *
     * @param pictures at least one, not all of one colour
     * @return colours of three channels
     * @throws IllegalArgumentException if there are no pictures or none has two colours
     */
    public static Colors ofPictures(List<BufferedImage> pictures) {
        checkArgument(!pictures.isEmpty(), "there are no pictures");
        double[] sum = new double[3];
        double[] products = new double[9];
        long count = 0;
        for (BufferedImage picture : pictures) {
            float[] values = Values.of(picture);
            count += values.length / 3;
            for (int i = 0; i < values.length; i += 3) {
                for (int a = 0; a < 3; a++) {
                    sum[a] += values[i + a];
                    for (int b = 0; b < 3; b++) {
                        products[3 * a + b] += (double) values[i + a] * values[i + b];
                    }
                }
            }
        }
        double[] covariance = new double[9];
        for (int i = 0; i < 9; i++) {
            covariance[i] = products[i] / count - sum[i / 3] / count * (sum[i % 3] / count);
        }
        double[] root = Matrices.root(covariance, 3);
        double norm = 0;
        for (int c = 0; c < 3; c++) {
            norm = Math.max(norm, Math.hypot(Math.hypot(root[c], root[3 + c]), root[6 + c]));
        }
        checkArgument(norm > 1e-6, "the pictures are all of one colour");
        return of(root, norm);
    }

    private static Colors of(double[] matrix, double norm) {
        float[] mix = new float[matrix.length];
        for (int i = 0; i < mix.length; i++) {
            mix[i] = (float) (matrix[i] / norm);
        }
        return new Colors(3, mix);
    }

    /** These and one more channel that is not mixed with them. */
    Colors withAlpha() {
        float[] wider = new float[(channels + 1) * (channels + 1)];
        for (int c = 0; c < channels; c++) {
            System.arraycopy(mix, c * channels, wider, c * (channels + 1), channels);
        }
        wider[wider.length - 1] = 1;
        return new Colors(channels + 1, wider);
    }

    int channels() {
        return channels;
    }

    /** The inverse of the mixing matrix, for pictures of three channels. */
    double[] unmix() {
        double[] m = new double[mix.length];
        for (int i = 0; i < m.length; i++) {
            m[i] = mix[i];
        }
        return Matrices.inverse(m, channels);
    }

    /**
     * Turns planes [y, image, channel, x] into pictures [image, y, x, channel].
     *
     * @param row room for [channel, x]
     */
    void draw(float[] plane, int batch, int n, float[] row, float[] pictures) {
        for (int y = 0; y < n; y++) {
            for (int b = 0; b < batch; b++) {
                int from = (y * batch + b) * channels * n;
                int to = (b * n + y) * n * channels;
                if (channels == 3) {
                    row(plane, from, n, row);
                } else {
                    anyRow(plane, from, n, row);
                }
                Sigmoid.of(row, row.length);
                for (int x = 0; x < n; x++) {
                    for (int c = 0; c < channels; c++) {
                        pictures[to + channels * x + c] = row[c * n + x];
                    }
                }
            }
        }
    }

    private void row(float[] plane, int from, int n, float[] row) {
        for (int x = 0; x < n; x++) {
            float p = plane[from + x];
            float q = plane[from + n + x];
            float r = plane[from + 2 * n + x];
            row[x] = mix[0] * p + mix[1] * q + mix[2] * r;
            row[n + x] = mix[3] * p + mix[4] * q + mix[5] * r;
            row[2 * n + x] = mix[6] * p + mix[7] * q + mix[8] * r;
        }
    }

    private void anyRow(float[] plane, int from, int n, float[] row) {
        for (int x = 0; x < n; x++) {
            for (int c = 0; c < channels; c++) {
                float v = 0;
                for (int k = 0; k < channels; k++) {
                    v += mix[c * channels + k] * plane[from + k * n + x];
                }
                row[c * n + x] = v;
            }
        }
    }

    /** Turns pictures into the planes that draw them; black and white are taken for almost so. */
    void invert(float[] pictures, int batch, int n, float[] plane) {
        double[] unmix = unmix();
        for (int at = 0; at < batch * n * n; at++) {
            int b = at / (n * n);
            int y = at / n % n;
            int to = (y * batch + b) * channels * n + at % n;
            for (int k = 0; k < channels; k++) {
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    double p = Math.max(EDGE, Math.min(1 - EDGE, pictures[at * channels + c]));
                    sum += unmix[k * channels + c] * Math.log(p / (1 - p));
                }
                plane[to + k * n] = (float) sum;
            }
        }
    }

    /** Turns the gradient of pictures into that of planes. */
    void reverse(float[] pictures, float[] gradient, int batch, int n, float[] plane) {
        for (int y = 0; y < n; y++) {
            for (int b = 0; b < batch; b++) {
                int to = (y * batch + b) * channels * n;
                int from = (b * n + y) * n * channels;
                if (channels == 3) {
                    reverseRow(pictures, gradient, from, n, plane, to);
                } else {
                    reverseAnyRow(pictures, gradient, from, n, plane, to);
                }
            }
        }
    }

    private void reverseRow(float[] pictures, float[] gradient, int from, int n, float[] plane, int to) {
        for (int x = 0; x < n; x++) {
            int at = from + 3 * x;
            float p = pictures[at] * (1 - pictures[at]) * gradient[at];
            float q = pictures[at + 1] * (1 - pictures[at + 1]) * gradient[at + 1];
            float r = pictures[at + 2] * (1 - pictures[at + 2]) * gradient[at + 2];
            plane[to + x] = mix[0] * p + mix[3] * q + mix[6] * r;
            plane[to + n + x] = mix[1] * p + mix[4] * q + mix[7] * r;
            plane[to + 2 * n + x] = mix[2] * p + mix[5] * q + mix[8] * r;
        }
    }

    private void reverseAnyRow(float[] pictures, float[] gradient, int from, int n, float[] plane, int to) {
        for (int x = 0; x < n; x++) {
            for (int k = 0; k < channels; k++) {
                float sum = 0;
                for (int c = 0; c < channels; c++) {
                    int at = from + channels * x + c;
                    sum += mix[c * channels + k] * pictures[at] * (1 - pictures[at]) * gradient[at];
                }
                plane[to + k * n + x] = sum;
            }
        }
    }

    @Override
    public String toString() {
        return "Colors" + java.util.Arrays.toString(mix);
    }
}
