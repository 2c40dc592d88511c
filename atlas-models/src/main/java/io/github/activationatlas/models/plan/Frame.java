package io.github.activationatlas.models.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The arrays of one operator at one image size. */
record Frame(int batch, List<Shape> shapes, Shape outputShape, List<INDArray> inputs, INDArray output, Memory memory) {

    INDArray input() {
        return inputs.get(0);
    }

    Shape shape() {
        return shapes.get(0);
    }
}
