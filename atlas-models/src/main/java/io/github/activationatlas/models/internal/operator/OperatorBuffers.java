package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Operations;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of one operator at one image size. */
public record OperatorBuffers(
        int batch, List<Shape> shapes, Shape outputShape, List<INDArray> inputs, INDArray output, Memory memory) {

    public INDArray input() {
        return inputs.get(0);
    }

    public Shape shape() {
        return shapes.get(0);
    }

    /** What makes operations on these arrays. */
    Operations ops() {
        return memory.operations();
    }
}
