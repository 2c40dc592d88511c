package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.models.nd4j.HostArrays;
import io.github.activationatlas.models.nd4j.MatrixProduct;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Planes as sums of products of a wave along the columns with one along the rows, each a cosine or a sine: the discrete Fourier transform in
 * real numbers. Two matrix products draw many planes at once, and two carry a gradient back. What lies above the cut-off costs nothing, as
 * it is not there.
 *
 * <p>Coefficients are [wave down, line, wave across], planes are [y, line, x]. Waves are the cosines from frequency 0 up, then the sines
 * from frequency 1 up; each product is divided by n^2.
 *
 * <p>The matrix of waves is there as it is and transposed: ND4J leaves products that transpose or add to OpenBLAS, whose threads spin on and slow
 * the network.
 */
final class RealFourierBasis implements AutoCloseable {
    private final int n;
    private final int lines;
    private final int highest;
    private final int count;
    /** [pixel, wave]. */
    private final INDArray byPixel;
    /** [wave, pixel]. */
    private final INDArray byWave;

    private final INDArray coefficients;
    private final INDArray half;
    private final INDArray plane;
    private final Runnable[] forward;
    private final Runnable[] reverse;

    /**
     * Lays the matrices out.
     *
     * @param n a plane's side
     * @param lines planes
     * @param cutoff the highest frequency along either axis, cycles a pixel
     */
    RealFourierBasis(int n, int lines, double cutoff) {
        this.n = n;
        this.lines = lines;
        this.highest = Math.min(n / 2, Math.max(1, (int) Math.floor(cutoff * n)));
        // The sine of the highest frequency that n pixels can show is 0 in all of them.
        this.count = Math.min(n, 2 * highest + 1);
        float[] pixelsByWave = new float[n * count];
        float[] wavesByPixel = new float[n * count];
        for (int x = 0; x < n; x++) {
            for (int k = 0; k < count; k++) {
                double angle = 2 * Math.PI * (frequency(k) * x % n) / n;
                float value = (float) ((k <= highest ? Math.cos(angle) : Math.sin(angle)) / n);
                pixelsByWave[x * count + k] = value;
                wavesByPixel[k * n + x] = value;
            }
        }
        byPixel = upload(pixelsByWave, n, count);
        byWave = upload(wavesByPixel, count, n);
        coefficients = Nd4j.create(DataType.FLOAT, count, (long) lines * count);
        half = Nd4j.create(DataType.FLOAT, n, (long) lines * count);
        plane = Nd4j.create(DataType.FLOAT, (long) n * lines, n);
        INDArray byLine = half.reshape('c', (long) n * lines, count);
        forward =
                new Runnable[] {MatrixProduct.of(byPixel, coefficients, half), MatrixProduct.of(byLine, byWave, plane)};
        reverse =
                new Runnable[] {MatrixProduct.of(plane, byPixel, byLine), MatrixProduct.of(byWave, half, coefficients)};
    }

    private static INDArray upload(float[] matrix, int rows, int columns) {
        INDArray array = Nd4j.create(DataType.FLOAT, rows, columns);
        HostArrays.write(matrix, matrix.length, array);
        return array;
    }

    /** Coefficients of all planes. */
    int length() {
        return count * lines * count;
    }

    /** Waves along an axis. */
    int count() {
        return count;
    }

    /** How many of them are sines. */
    int sines() {
        return count - 1 - highest;
    }

    /** A wave's frequency, in cycles an image. */
    int frequency(int wave) {
        return wave <= highest ? wave : wave - highest;
    }

    /** The sine of a cosine's frequency, if there is one. */
    int sine(int cosine) {
        return highest + cosine;
    }

    /** Whether a wave's frequency has a cosine and a sine. */
    boolean hasSine(int wave) {
        return wave > 0 && 2 * frequency(wave) != n;
    }

    /** Draws planes. */
    void transform(float[] from, float[] planes) {
        HostArrays.write(from, from.length, coefficients);
        run(forward);
        HostArrays.read(plane, planes);
    }

    /** Turns a gradient with respect to planes into one with respect to coefficients. */
    void reverse(float[] planes, float[] to) {
        HostArrays.write(planes, n * lines * n, plane);
        run(reverse);
        HostArrays.read(coefficients, to);
    }

    private static void run(Runnable[] products) {
        for (Runnable product : products) {
            product.run();
        }
    }

    @Override
    public void close() {
        for (INDArray array : new INDArray[] {byPixel, byWave, coefficients, half, plane}) {
            array.close();
        }
    }
}
