package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of two inputs of one shape: a residual connection. */
public record Sum() implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        if (!in.get(0).equals(in.get(1))) {
            throw new IllegalArgumentException("a sum of " + in.get(0) + " and " + in.get(1) + " is not supported");
        }
        return in.get(0);
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return f.ops().add(f.inputs().get(0), f.inputs().get(1), f.output());
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        return () -> inputGradients.stream().filter(Objects::nonNull).forEach(to -> to.assign(outputGradient));
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        INDArray a = inputTangents.get(0);
        INDArray b = inputTangents.get(1);
        return a != null && b != null
                ? f.ops().add(a, b, outputTangent)
                : f.ops().copy(a != null ? a : b, outputTangent);
    }
}
