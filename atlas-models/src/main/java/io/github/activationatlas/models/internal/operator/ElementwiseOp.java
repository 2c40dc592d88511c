package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of each value by itself, whose slope can be computed from its result. */
public record ElementwiseOp(ElementwiseFunction function) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public boolean readsOutput() {
        return !(function instanceof ElementwiseFunction.Identity);
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return function.apply(f.ops(), f.input(), f.output());
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null ? () -> {} : scale(f, outputGradient, to);
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return scale(f, inputTangents.get(0), outputTangent);
    }

    private Step scale(OperatorBuffers f, INDArray from, INDArray to) {
        if (function instanceof ElementwiseFunction.Identity) {
            return function.apply(f.ops(), from, to);
        }
        INDArray slope = f.memory().scratch(3, Views.shape(f.batch(), f.outputShape()));
        return function.slope(f.output(), slope).then(f.ops().multiply(from, slope, to));
    }
}
