package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Host;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * From the low part of many spectra to real planes, and back for gradients: products with matrices of cosines and sines, along the columns
 * for the complex spectrum, along the rows for the real result. What lies above the cut-off costs nothing, as it is not there.
 *
 * <p>Spectra are [2 (real, imaginary) x ky, line x kx] with ky from 0 up and then from the most negative up; planes are [y, line, x].
 */
final class InverseFourier implements AutoCloseable {
    private final int n;
    private final int lines;
    private final int rows;
    private final int half;
    private final INDArray columns;
    private final INDArray cosines;
    private final INDArray sines;
    private final INDArray spectrum;
    private final INDArray complex;
    private final INDArray plane;
    private final DynamicCustomOp[] forward;
    private final DynamicCustomOp[] reverse;

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
        columns = upload(columnTransform(), 2 * n, 2 * rows);
        cosines = upload(rowTransform(true), half, n);
        sines = upload(rowTransform(false), half, n);
        spectrum = Nd4j.create(DataType.FLOAT, 2L * rows, (long) lines * half);
        complex = Nd4j.create(DataType.FLOAT, 2L * n, (long) lines * half);
        plane = Nd4j.create(DataType.FLOAT, (long) n * lines, n);
        INDArray flat = complex.reshape('c', 2L * n * lines, half);
        INDArray upper = flat.get(NDArrayIndex.interval(0, (long) n * lines), NDArrayIndex.all());
        INDArray lower = flat.get(NDArrayIndex.interval((long) n * lines, 2L * n * lines), NDArrayIndex.all());
        forward = new DynamicCustomOp[] {
            product(columns, spectrum, complex, 0, 0, 0),
            product(upper, cosines, plane, 0, 0, 0),
            product(lower, sines, plane, 0, 0, 1)
        };
        reverse = new DynamicCustomOp[] {
            product(plane, cosines, upper, 0, 1, 0),
            product(plane, sines, lower, 0, 1, 0),
            product(columns, complex, spectrum, 1, 0, 0)
        };
    }

    private static INDArray upload(float[] matrix, int rows, int columns) {
        INDArray array = Nd4j.create(DataType.FLOAT, rows, columns);
        Host.write(matrix, matrix.length, array);
        return array;
    }

    /** c = a b + kept c. */
    private static DynamicCustomOp product(
            INDArray a, INDArray b, INDArray c, int transposeA, int transposeB, double kept) {
        return DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(c)
                .addIntegerArguments(transposeA, transposeB, 0)
                .addFloatingPointArguments(1.0, kept)
                .build();
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

    /** [[cos, -sin], [sin, cos]] of 2 pi ky y / n, over n. */
    private float[] columnTransform() {
        float[] m = new float[4 * n * rows];
        for (int y = 0; y < n; y++) {
            for (int k = 0; k < rows; k++) {
                double angle = 2 * Math.PI * Math.floorMod(frequency(k) * y, n) / n;
                float cos = (float) (Math.cos(angle) / n);
                float sin = (float) (Math.sin(angle) / n);
                m[y * 2 * rows + k] = cos;
                m[y * 2 * rows + rows + k] = -sin;
                m[(n + y) * 2 * rows + k] = sin;
                m[(n + y) * 2 * rows + rows + k] = cos;
            }
        }
        return m;
    }

    /** The real part of exp(2 pi i kx x / n), over n; frequencies with a mirror image count twice. */
    private float[] rowTransform(boolean cosine) {
        float[] m = new float[half * n];
        for (int k = 0; k < half; k++) {
            double weight = (k == 0 || 2 * k == n ? 1.0 : 2.0) / n;
            for (int x = 0; x < n; x++) {
                double angle = 2 * Math.PI * (k * x % n) / n;
                m[k * n + x] = (float) (weight * (cosine ? Math.cos(angle) : -Math.sin(angle)));
            }
        }
        return m;
    }

    /** Turns spectra into planes. */
    void transform(float[] spectra, float[] planes) {
        Host.write(spectra, length(), spectrum);
        run(forward);
        Host.read(plane, planes);
    }

    /** Turns a gradient with respect to planes into one with respect to spectra. */
    void reverse(float[] planes, float[] spectra) {
        Host.write(planes, n * lines * n, plane);
        run(reverse);
        Host.read(spectrum, spectra);
    }

    private static void run(DynamicCustomOp[] operations) {
        for (DynamicCustomOp operation : operations) {
            Nd4j.exec(operation);
        }
    }

    @Override
    public void close() {
        for (INDArray array : new INDArray[] {columns, cosines, sines, spectrum, complex, plane}) {
            array.close();
        }
    }
}
