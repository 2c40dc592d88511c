package io.github.activationatlas.models.internal.array;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products over positions: what a 1 x 1 convolution and a dense layer are, without a convolution's preparations. */
public final class MatrixProducts {
    private MatrixProducts() {}

    /**
     * Each position's channels times a matrix. Neither transposes, nor adds, nor reads a part of a wider array: for those ND4J
     * calls OpenBLAS, whose threads go on spinning
     * after each call and take the other lanes' processors.
     *
     * @param weights [channels of from, channels of to]
     */
    public static Step multiply(INDArray from, INDArray weights, INDArray to) {
        return Ops.matmul(rows(from), weights, rows(to));
    }

    /**
     * A product of two matrices that are whole arrays, under the same conditions.
     *
     * @param left [rows, n]
     * @param right [n, columns]
     * @param product room for [rows, columns]
     * @return the work, to be run any number of times
     */
    public static Runnable of(INDArray left, INDArray right, INDArray product) {
        return Ops.matmul(left, right, product)::run;
    }

    /** [batch, height, width, channels] as [positions, channels]. */
    private static INDArray rows(INDArray array) {
        return Views.of(array, array.length() / array.size(3), array.size(3));
    }
}
