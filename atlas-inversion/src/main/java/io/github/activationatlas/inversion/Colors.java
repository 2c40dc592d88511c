package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.primitives.Floats;
import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.inversion.internal.linalg.Matrices;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Colour decorrelation, from free values to pixels in [0, 1]: channels are mixed by the square root of a colour covariance, then goes a
 * sigmoid. Immutable and thread-safe.
 */
public final class Colors {
    /** Lucid's matrix has this largest column norm, by which it is divided. */
    private static final double NORM = 0.461952;

    private final int channels;
    /** [channels, channels]: pixel channel by free value. */
    private final float[] mix;

    private Colors(int channels, float[] mix) {
        this.channels = channels;
        this.mix = mix;
    }

    /**
     * Returns the square root of ImageNet's colour covariance, as Lucid gives it, divided by its largest column norm.
     *
     * @return colours of three channels
     */
    public static Colors imagenet() {
        double[] m = {0.26, 0.09, 0.02, 0.27, 0, -0.05, 0.27, -0.09, 0.03};
        return of(m, NORM);
    }

    /**
     * Returns colours without mixing.
     *
     * @param channels how many channels images have, at least 1
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
     * Computes the square root of the colour covariance of the user's own images, divided by its largest column norm.
     *
     * @param images at least one, not all of one colour
     * @return colours of three channels
     * @throws IllegalArgumentException if there are no images or none has two colours
     */
    public static Colors ofImages(List<BufferedImage> images) {
        checkArgument(!images.isEmpty(), "there are no images");
        double[] sum = new double[3];
        double[] products = new double[9];
        long count = 0;
        for (BufferedImage image : images) {
            float[] values = ImageConversion.rgb(image);
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
        checkArgument(norm > 1e-6, "the images are all of one colour");
        return of(root, norm);
    }

    /**
     * Creates colours of a mixing matrix.
     *
     * @param matrix finite values, [channel][free value], square
     * @return colours of as many channels as the matrix has rows
     * @throws IllegalArgumentException if the matrix is not square or a value is not finite
     */
    public static Colors of(float[][] matrix) {
        int channels = checkNotNull(matrix, "matrix must not be null").length;
        checkArgument(channels >= 1, "matrix must have at least one row");
        for (float[] row : matrix) {
            checkArgument(row.length == channels, "matrix must be square, but has %s rows of %s", channels, row.length);
            checkArgument(Floats.asList(row).stream().allMatch(Float::isFinite), "matrix must hold finite values");
        }
        return new Colors(channels, Floats.concat(matrix));
    }

    private static Colors of(double[] matrix, double norm) {
        float[] mix = new float[matrix.length];
        for (int i = 0; i < mix.length; i++) {
            mix[i] = (float) (matrix[i] / norm);
        }
        return new Colors(3, mix);
    }

    /**
     * Returns the number of channels.
     *
     * @return at least 1
     */
    public int channels() {
        return channels;
    }

    /**
     * Returns the weight of a free value in a pixel's channel, before the sigmoid.
     *
     * @param channel the pixel's channel, from 0
     * @param value the free value, from 0 to the number of channels - 1
     * @return the weight
     */
    public float mix(int channel, int value) {
        return mix[channel * channels + value];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Colors colors && Arrays.equals(mix, colors.mix);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(mix);
    }

    @Override
    public String toString() {
        return "Colors" + Arrays.toString(mix);
    }
}
