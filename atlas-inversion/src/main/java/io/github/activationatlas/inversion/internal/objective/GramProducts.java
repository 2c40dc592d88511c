package io.github.activationatlas.inversion.internal.objective;

import io.github.activationatlas.models.nd4j.HostArrays;
import io.github.activationatlas.models.nd4j.MatrixProduct;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The product C (A'C) of rows C, [positions, channels], and of the same rows A, each times a factor, on arrays that are made once. A goes in
 * transposed, as ND4J leaves products that transpose to OpenBLAS.
 */
final class GramProducts implements AutoCloseable {
    private final int rows;
    private final int channels;
    private final INDArray columns;
    private final INDArray right;
    private final INDArray product;
    private final Runnable gram;
    private final Runnable times;
    private final float[] transposed;

    /**
     * Allocates.
     *
     * @param rows how many rows there are
     * @param matrix room for a product of two, [channels, channels], lost when others use it
     */
    GramProducts(int rows, int channels, INDArray matrix) {
        this.rows = rows;
        this.channels = channels;
        this.columns = Nd4j.create(DataType.FLOAT, channels, rows);
        this.right = Nd4j.create(DataType.FLOAT, rows, channels);
        this.product = Nd4j.create(DataType.FLOAT, rows, channels);
        this.gram = MatrixProduct.of(columns, right, matrix);
        this.times = MatrixProduct.of(right, matrix, product);
        this.transposed = new float[rows * channels];
    }

    /**
     * Computes C (A'C).
     *
     * @param c the rows C
     * @param factors one a row, which makes A of C
     * @param result room for the result
     */
    void run(float[] c, float[] factors, float[] result) {
        for (int row = 0; row < rows; row++) {
            float factor = factors[row];
            for (int k = 0; k < channels; k++) {
                transposed[k * rows + row] = factor * c[row * channels + k];
            }
        }
        HostArrays.write(transposed, rows * channels, columns);
        HostArrays.write(c, rows * channels, right);
        gram.run();
        times.run();
        HostArrays.read(product, result);
    }

    @Override
    public void close() {
        columns.close();
        right.close();
        product.close();
    }
}
