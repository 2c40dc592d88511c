package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Host;
import io.github.activationatlas.models.plan.Products;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * From the low part of many spectra to real planes, and back for gradients: products with matrices of cosines and sines, along the columns
 * for the complex spectrum, along the rows for the real result. What lies above the cut-off costs nothing, as it is not there.
 *
 * <p>Spectra are [2 (real, imaginary) x ky, line x kx] with ky from 0 up and then from the most negative up; planes are [y, line, x].
 *
 * <p>Each matrix is there as it is and transposed, and a spectrum is laid out so that one product gives real and imaginary parts side by
 * side: ND4J leaves products that transpose or add to OpenBLAS, whose threads spin on and slow the network.
 */
final class InverseFourier implements AutoCloseable {
    private final int n;
    private final int lines;
    private final int rows;
    private final int half;
    private final INDArray columns;
    private final INDArray columnsBack;
    private final INDArray waves;
    private final INDArray wavesBack;
    private final INDArray spectrum;
    private final INDArray complex;
    private final INDArray plane;
    private final Runnable[] forward;
    private final Runnable[] reverse;
    private final float[] laidOut;

    /**
     * Lays the matrices out.
     *
     * @param n a plane's side
     * @param lines planes
     * @param cutoff the highest frequency along either axis, cycles a pixel
     */
    InverseFourier(int n, int lines, double cutoff) {
        this.n = n;
        this.lines = lines;
        int highest = Math.min(n / 2, Math.max(1, (int) Math.floor(cutoff * n)));
        this.half = highest + 1;
        this.rows = Math.min(n, 2 * highest + 1);
        float[] byColumn = columnTransform();
        float[] byRow = rowTransform();
        columns = upload(byColumn, n, 2 * rows);
        columnsBack = upload(transposed(byColumn, n, 2 * rows), 2 * rows, n);
        waves = upload(byRow, 2 * half, n);
        wavesBack = upload(transposed(byRow, 2 * half, n), n, 2 * half);
        long width = 2L * lines * half;
        spectrum = Nd4j.create(DataType.FLOAT, 2L * rows, width);
        complex = Nd4j.create(DataType.FLOAT, n, width);
        plane = Nd4j.create(DataType.FLOAT, (long) n * lines, n);
        INDArray byLine = complex.reshape('c', (long) n * lines, 2L * half);
        forward = new Runnable[] {Products.of(columns, spectrum, complex), Products.of(byLine, waves, plane)};
        reverse = new Runnable[] {Products.of(plane, wavesBack, byLine), Products.of(columnsBack, complex, spectrum)};
        laidOut = new float[2 * length()];
    }

    private static INDArray upload(float[] matrix, int rows, int columns) {
        INDArray array = Nd4j.create(DataType.FLOAT, rows, columns);
        Host.write(matrix, matrix.length, array);
        return array;
    }

    private static float[] transposed(float[] matrix, int rows, int columns) {
        float[] transposed = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            transposed[i % columns * rows + i / columns] = matrix[i];
        }
        return transposed;
    }

    /** Values of all spectra. */
    int length() {
        return 2 * rows * lines * half;
    }

    /** Rows of a spectrum's real part. */
    int rows() {
        return rows;
    }

    /** Frequencies along a row. */
    int half() {
        return half;
    }

    /** The frequency of a row, in cycles a picture. */
    int frequency(int row) {
        return row < half || 2 * row <= n && rows == n ? row : row - rows;
    }

    /** [cos, -sin] of 2 pi ky y / n, over n. */
    private float[] columnTransform() {
        float[] m = new float[2 * n * rows];
        for (int y = 0; y < n; y++) {
            for (int k = 0; k < rows; k++) {
                double angle = 2 * Math.PI * Math.floorMod(frequency(k) * y, n) / n;
                m[y * 2 * rows + k] = (float) (Math.cos(angle) / n);
                m[y * 2 * rows + rows + k] = (float) (-Math.sin(angle) / n);
            }
        }
        return m;
    }

    /** The real part of exp(2 pi i kx x / n), over n, of real and of imaginary values; frequencies with a mirror image count twice. */
    private float[] rowTransform() {
        float[] m = new float[2 * half * n];
        for (int k = 0; k < half; k++) {
            double weight = (k == 0 || 2 * k == n ? 1.0 : 2.0) / n;
            for (int x = 0; x < n; x++) {
                double angle = 2 * Math.PI * (k * x % n) / n;
                m[k * n + x] = (float) (weight * Math.cos(angle));
                m[(half + k) * n + x] = (float) (-weight * Math.sin(angle));
            }
        }
        return m;
    }

    /** Turns spectra into planes. */
    void transform(float[] spectra, float[] planes) {
        int parts = length() / 2;
        // (cos, -sin) times (re, im) is the real part, times (im, -re) the imaginary one.
        for (int row = 0; row < rows * lines; row++) {
            int re = row * half;
            int im = parts + re;
            for (int k = 0; k < half; k++) {
                laidOut[2 * re + k] = spectra[re + k];
                laidOut[2 * re + half + k] = spectra[im + k];
                laidOut[2 * im + k] = spectra[im + k];
                laidOut[2 * im + half + k] = -spectra[re + k];
            }
        }
        Host.write(laidOut, laidOut.length, spectrum);
        run(forward);
        Host.read(plane, planes);
    }

    /** Turns a gradient with respect to planes into one with respect to spectra. */
    void reverse(float[] planes, float[] spectra) {
        Host.write(planes, n * lines * n, plane);
        run(reverse);
        Host.read(spectrum, laidOut);
        int parts = length() / 2;
        for (int row = 0; row < rows * lines; row++) {
            int re = row * half;
            int im = parts + re;
            for (int k = 0; k < half; k++) {
                spectra[re + k] = laidOut[2 * re + k] - laidOut[2 * im + half + k];
                spectra[im + k] = laidOut[2 * im + k] + laidOut[2 * re + half + k];
            }
        }
    }

    private static void run(Runnable[] products) {
        for (Runnable product : products) {
            product.run();
        }
    }

    @Override
    public void close() {
        for (INDArray array : new INDArray[] {columns, columnsBack, waves, wavesBack, spectrum, complex, plane}) {
            array.close();
        }
    }
}
