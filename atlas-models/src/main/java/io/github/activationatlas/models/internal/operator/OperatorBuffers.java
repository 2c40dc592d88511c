package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of one operator at one image size. Those of images are [batch, height, width, channels], others are flat. */
public record OperatorBuffers(
        int batch,
        List<TensorShape> types,
        TensorShape outputType,
        List<INDArray> inputs,
        INDArray output,
        Memory memory) {

    public INDArray input() {
        return inputs.get(0);
    }

    /** The inputs' shapes, where all are images. */
    public List<Shape> shapes() {
        return types.stream().map(ImageOperator::image).toList();
    }

    public Shape shape() {
        return ImageOperator.image(types.get(0));
    }

    public Shape outputShape() {
        return ImageOperator.image(outputType);
    }

    /** What makes operations on these arrays. */
    Operations ops() {
        return memory.operations();
    }
}
