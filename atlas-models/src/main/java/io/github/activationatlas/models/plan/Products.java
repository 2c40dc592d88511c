package io.github.activationatlas.models.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrix products over positions: what a 1 x 1 convolution and a dense layer are, without a convolution's preparations. */
final class Products {
    private Products() {}

    /**
     * Each position's channels times a matrix.
     *
     * @param weights [channels of from, channels of to], or the other way round if {@code transposed}
     * @param added whether the result is added to what is there
     */
    static Step multiply(INDArray from, INDArray weights, boolean transposed, INDArray to, boolean added) {
        INDArray[] arguments = {rows(from), weights};
        double[] scales = {1, added ? 1 : 0};
        return Ops.custom("matmul", arguments, rows(to), scales, 0, transposed ? 1 : 0, 0);
    }

    /** [batch, height, width, channels] as [positions, channels], without a copy also where the channels are a part of more. */
    private static INDArray rows(INDArray array) {
        long[] shape = {array.size(0) * array.size(1) * array.size(2), array.size(3)};
        return Nd4j.create(array.data(), shape, new long[] {array.stride(2), 1}, array.offset(), 'c');
    }
}
