package io.github.activationatlas.models.internal.array;

import io.github.activationatlas.models.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays seen in another shape. */
public final class Views {
    private Views() {}

    /**
     * The first values of a contiguous array, in C order. ND4J's own way to another shape first checks whether it can do without a copy,
     * in code that a young JVM is long busy with.
     */
    public static INDArray of(INDArray array, long... shape) {
        return Nd4j.createArrayFromShapeBuffer(
                array.data(), Nd4j.getShapeInfoProvider().createShapeInformation(shape, 'c', DataType.FLOAT));
    }

    /** The sides of an array of some images of a shape: [batch, height, width, channels]. */
    public static long[] shape(int batch, Shape image) {
        return new long[] {batch, image.height(), image.width(), image.channels()};
    }
}
