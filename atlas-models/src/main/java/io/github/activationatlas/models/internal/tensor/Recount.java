package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.operator.OperatorBuffers;
import io.github.activationatlas.models.internal.operator.TensorOperator;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The same values in the same places, counted by other axes: a transposition, or a reshape that moves nothing.
 *
 * @param out the shape behind it
 */
public record Recount(TensorShape out) implements TensorOperator {
    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return out;
    }

    @Override
    public boolean inPlace() {
        return true;
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return copy(f, f.input(), f.output());
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null ? () -> {} : copy(f, outputGradient, to);
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return copy(f, inputTangents.get(0), outputTangent);
    }

    private static Step copy(OperatorBuffers f, INDArray from, INDArray to) {
        if (from.data() == to.data()) {
            return () -> {};
        }
        return f.memory().operations().copy(Views.of(from, from.length()), Views.of(to, to.length()));
    }
}
