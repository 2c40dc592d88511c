package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.github.activationatlas.inversion.internal.image.ColorDecoder;
import io.github.activationatlas.inversion.internal.image.ImageConversion;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Fourier magnitudes of natural images in decorrelated colours, which {@link Parametrization.Maco} holds fixed. Immutable and thread-safe.
 */
public final class Magnitudes {
    private final String text;
    private final int size;
    /** [channel, ky, kx] with ky from 0 up and then from the most negative up. */
    private final float[] values;

    private Magnitudes(String text, int size, float[] values) {
        this.text = text;
        this.size = size;
        this.values = values;
    }

    /**
     * Returns magnitudes that are inversely proportional to the frequency, as those of natural images are on average.
     *
     * @param size the images' side, 8 to 1024
     * @return magnitudes
     */
    public static Magnitudes inverseFrequency(int size) {
        checkArgument(size >= 8 && size <= 1024, "size must be between 8 and 1024, but was %s", size);
        int half = size / 2 + 1;
        float[] values = new float[3 * size * half];
        for (int i = 0; i < values.length; i++) {
            int ky = i / half % size;
            double f = Math.hypot(Math.min(ky, size - ky), i % half);
            values[i] = f == 0 ? 0 : (float) (1 / f);
        }
        return new Magnitudes("inverseFrequency(" + size + ")", size, values);
    }

    /**
     * Computes the mean magnitudes of the user's images.
     *
     * @param images at least one; the middle square of each is scaled to the size
     * @param size the images' side, 8 to 1024; an image takes some size^3 operations
     * @return magnitudes
     * @throws IllegalArgumentException if there are no images
     */
    public static Magnitudes ofImages(List<BufferedImage> images, int size) {
        checkArgument(!images.isEmpty(), "there are no images");
        checkArgument(size >= 8 && size <= 1024, "size must be between 8 and 1024, but was %s", size);
        double[] unmix = ColorDecoder.unmix(Colors.imagenet());
        int half = size / 2 + 1;
        float[] values = new float[3 * size * half];
        for (BufferedImage image : images) {
            float[] rgb = ImageConversion.rgb(square(image, size));
            for (int c = 0; c < 3; c++) {
                double[] plane = new double[size * size];
                for (int i = 0; i < plane.length; i++) {
                    for (int k = 0; k < 3; k++) {
                        plane[i] += unmix[3 * c + k] * rgb[3 * i + k];
                    }
                }
                addSpectrum(plane, size, values, c * size * half, 1.0 / images.size());
            }
        }
        for (int c = 0; c < 3; c++) {
            values[c * size * half] = 0;
        }
        Hasher hasher = Hashing.sha256().newHasher().putInt(size);
        for (float value : values) {
            hasher.putFloat(value);
        }
        return new Magnitudes("sha256:" + hasher.hash(), size, values);
    }

    private static BufferedImage square(BufferedImage image, int size) {
        int side = Math.min(image.getWidth(), image.getHeight());
        int left = (image.getWidth() - side) / 2;
        int top = (image.getHeight() - side) / 2;
        BufferedImage square = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = square.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, size, size, left, top, left + side, top + side, null);
        g.dispose();
        return square;
    }

    /** Adds the lengths of a plane's Fourier coefficients: along the rows first, then along the columns. */
    private static void addSpectrum(double[] plane, int n, float[] values, int offset, double weight) {
        int half = n / 2 + 1;
        double[] cos = new double[n];
        double[] sin = new double[n];
        for (int i = 0; i < n; i++) {
            cos[i] = Math.cos(2 * Math.PI * i / n);
            sin[i] = -Math.sin(2 * Math.PI * i / n);
        }
        double[] re = new double[n * half];
        double[] im = new double[n * half];
        for (int y = 0; y < n; y++) {
            for (int k = 0; k < half; k++) {
                for (int x = 0; x < n; x++) {
                    re[y * half + k] += plane[y * n + x] * cos[k * x % n];
                    im[y * half + k] += plane[y * n + x] * sin[k * x % n];
                }
            }
        }
        for (int l = 0; l < n; l++) {
            for (int k = 0; k < half; k++) {
                double a = 0;
                double b = 0;
                for (int y = 0; y < n; y++) {
                    double c = cos[l * y % n];
                    double s = sin[l * y % n];
                    a += re[y * half + k] * c - im[y * half + k] * s;
                    b += re[y * half + k] * s + im[y * half + k] * c;
                }
                values[offset + l * half + k] += (float) (weight * Math.hypot(a, b));
            }
        }
    }

    /**
     * Returns the side of the images.
     *
     * @return 8 to 1024 pixels
     */
    public int size() {
        return size;
    }

    /**
     * Returns the magnitude of a frequency.
     *
     * @param channel the decorrelated channel, 0 to 2
     * @param ky the row of the spectrum, 0 to size - 1; from the middle on the negative frequencies
     * @param kx its column, 0 to size / 2
     * @return 0 or more
     */
    public float at(int channel, int ky, int kx) {
        return values[(channel * size + ky) * (size / 2 + 1) + kx];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Magnitudes magnitudes && text.equals(magnitudes.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /**
     * Names the magnitudes: {@code inverseFrequency(size)}, or the SHA-256 of those of the user's images.
     *
     * @return a text that is equal for equal magnitudes
     */
    @Override
    public String toString() {
        return text;
    }
}
