package io.github.activationatlas.models.plan;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays seen in another shape. */
final class Views {
    private Views() {}

    /**
     * The first values of a contiguous array, in C order. ND4J's own way to another shape first looks whether it can do without a copy,
     * in code that a young JVM is long busy with.
     */
    static INDArray of(INDArray array, long... shape) {
        return Nd4j.createArrayFromShapeBuffer(
                array.data(), Nd4j.getShapeInfoProvider().createShapeInformation(shape, 'c', DataType.FLOAT));
    }
}
