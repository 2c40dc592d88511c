package io.github.activationatlas.models.nd4j;

import io.github.activationatlas.models.internal.array.MatrixProducts;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A product of two matrices that is bound to its arrays once and computed any number of times. Not thread-safe: one thread at a time. The
 * arrays must not be closed before the last run.
 */
public final class MatrixProduct implements Runnable {
    private final Runnable product;

    private MatrixProduct(Runnable product) {
        this.product = product;
    }

    /**
     * Binds a product to its arrays. They are whole, contiguous float32 arrays in C order, not transposed and not parts of wider ones: for
     * those ND4J calls OpenBLAS, whose threads go on spinning after each call and take the processors of others.
     *
     * @param left [rows, n]
     * @param right [n, columns]
     * @param product room for [rows, columns]
     * @return the product, not yet computed
     */
    public static MatrixProduct of(INDArray left, INDArray right, INDArray product) {
        return new MatrixProduct(MatrixProducts.of(left, right, product));
    }

    /** Computes the product of what the arrays hold now. */
    @Override
    public void run() {
        product.run();
    }
}
