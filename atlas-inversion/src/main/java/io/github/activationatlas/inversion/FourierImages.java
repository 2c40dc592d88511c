package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Host;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A batch of square pictures held as spectra, so that a step changes all scales alike instead of single pixels. The spectrum of frequency f
 * is divided by max(f, 1/n) (a natural picture's amplitudes fall so), multiplied by n and transformed back; colours as in {@link ColorSpace}.
 *
 * <p>The inverse transform is two matrix products with cosines and sines: along the columns for the complex spectrum, along the rows for
 * the real result. Parameters are [2 (real, imaginary) x ky, image x channel x kx].
 */
final class FourierImages implements AutoCloseable {
    private static final double SPREAD = 0.01;

    private final int n;
    private final int batch;
    private final int channels;
    private final int half;
    private final int lines;
    private final float[] scale;
    private final float[] spectrum;
    private final float[] plane;
    private final INDArray columns;
    private final INDArray cosines;
    private final INDArray sines;
    private final INDArray values;
    private final INDArray complex;
    private final INDArray real;
    private final INDArray imaginary;
    private final DynamicCustomOp[] forward;
    private final DynamicCustomOp[] reverse;

    FourierImages(int size, int batch, int channels) {
        this.n = size;
        this.batch = batch;
        this.channels = channels;
        this.half = n / 2 + 1;
        this.lines = batch * channels;
        this.scale = scales();
        this.spectrum = new float[2 * n * lines * half];
        this.plane = new float[n * lines * n];
        columns = upload(columnTransform(), 2 * n, 2 * n);
        cosines = upload(rowTransform(true), half, n);
        sines = upload(rowTransform(false), half, n);
        values = Nd4j.create(DataType.FLOAT, 2L * n, (long) lines * half);
        complex = Nd4j.create(DataType.FLOAT, 2L * n, (long) lines * half);
        real = Nd4j.create(DataType.FLOAT, (long) n * lines, n);
        imaginary = Nd4j.create(DataType.FLOAT, (long) n * lines, n);
        INDArray flat = complex.reshape('c', 2L * n * lines, half);
        INDArray upper = flat.get(NDArrayIndex.interval(0, (long) n * lines), NDArrayIndex.all());
        INDArray lower = flat.get(NDArrayIndex.interval((long) n * lines, 2L * n * lines), NDArrayIndex.all());
        forward = new DynamicCustomOp[] {
            product(columns, values, complex, 0, 0),
            product(upper, cosines, real, 0, 0),
            product(lower, sines, imaginary, 0, 0)
        };
        reverse = new DynamicCustomOp[] {
            product(real, cosines, upper, 0, 1),
            product(real, sines, lower, 0, 1),
            product(columns, complex, values, 1, 0)
        };
    }

    private static INDArray upload(float[] matrix, int rows, int columns) {
        INDArray array = Nd4j.create(DataType.FLOAT, rows, columns);
        Host.write(matrix, matrix.length, array);
        return array;
    }

    private static DynamicCustomOp product(INDArray a, INDArray b, INDArray c, int transposeA, int transposeB) {
        return DynamicCustomOp.builder("matmul")
                .addInputs(a, b)
                .addOutputs(c)
                .addIntegerArguments(transposeA, transposeB, 0)
                .build();
    }

    /** n / max(f, 1/n) / 4 with f in cycles a pixel, for ky and kx. */
    private float[] scales() {
        float[] scales = new float[n * half];
        for (int ky = 0; ky < n; ky++) {
            double fy = (ky < (n + 1) / 2 ? ky : ky - n) / (double) n;
            for (int kx = 0; kx < half; kx++) {
                double f = Math.hypot(fy, kx / (double) n);
                scales[ky * half + kx] = (float) (n / Math.max(f, 1.0 / n) / 4);
            }
        }
        return scales;
    }

    /** [[cos, -sin], [sin, cos]] of 2 pi ky y / n, over n. */
    private float[] columnTransform() {
        float[] m = new float[4 * n * n];
        for (int y = 0; y < n; y++) {
            for (int k = 0; k < n; k++) {
                double angle = 2 * Math.PI * (k * y % n) / n;
                float cos = (float) (Math.cos(angle) / n);
                float sin = (float) (Math.sin(angle) / n);
                m[y * 2 * n + k] = cos;
                m[y * 2 * n + n + k] = -sin;
                m[(n + y) * 2 * n + k] = sin;
                m[(n + y) * 2 * n + n + k] = cos;
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

    /** Parameters of faint noise, one source a picture so that a picture does not depend on its batch. */
    float[] start(long seed, int firstImage) {
        float[] p = new float[spectrum.length];
        for (int b = 0; b < batch; b++) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + firstImage + b);
            for (int row = 0; row < 2 * n; row++) {
                int from = (row * lines + b * channels) * half;
                for (int i = from; i < from + channels * half; i++) {
                    p[i] = (float) (SPREAD * random.nextGaussian());
                }
            }
        }
        return p;
    }

    /** Draws the pictures [batch, n, n, channels] of parameters. */
    void draw(float[] parameters, float[] pictures) {
        for (int row = 0; row < 2 * n; row++) {
            scaleRow(parameters, spectrum, row);
        }
        Host.write(spectrum, spectrum.length, values);
        run(forward);
        real.addi(imaginary);
        Host.read(real, plane);
        for (int y = 0; y < n; y++) {
            for (int b = 0; b < batch; b++) {
                int from = (y * lines + b * channels) * n;
                for (int x = 0; x < n; x++) {
                    ColorSpace.pixel(plane, from + x, n, channels, pictures, ((b * n + y) * n + x) * channels);
                }
            }
        }
    }

    /** The gradient with respect to the parameters of the pictures drawn last. */
    void reverse(float[] pictures, float[] gradient, float[] byParameters) {
        for (int y = 0; y < n; y++) {
            for (int b = 0; b < batch; b++) {
                int to = (y * lines + b * channels) * n;
                for (int x = 0; x < n; x++) {
                    ColorSpace.reverse(
                            pictures, gradient, ((b * n + y) * n + x) * channels, channels, plane, to + x, n);
                }
            }
        }
        Host.write(plane, plane.length, real);
        run(reverse);
        Host.read(values, spectrum);
        for (int row = 0; row < 2 * n; row++) {
            scaleRow(spectrum, byParameters, row);
        }
    }

    private void scaleRow(float[] from, float[] to, int row) {
        int frequencies = row % n * half;
        for (int line = 0; line < lines; line++) {
            int at = (row * lines + line) * half;
            for (int k = 0; k < half; k++) {
                to[at + k] = from[at + k] * scale[frequencies + k];
            }
        }
    }

    private static void run(DynamicCustomOp[] operations) {
        for (DynamicCustomOp operation : operations) {
            Nd4j.exec(operation);
        }
    }

    @Override
    public void close() {
        for (INDArray array : new INDArray[] {columns, cosines, sines, values, complex, real, imaginary}) {
            array.close();
        }
    }
}
