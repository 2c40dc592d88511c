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
 * Each vector along the last axis, which is the innermost, times a constant matrix.
 *
 * @param inputs the vectors' length
 * @param outputs that of the results
 * @param weights [inputs, outputs]
 */
public record RowProduct(int inputs, int outputs, float[] weights) implements TensorOperator {
    private record Transposed(float[] weights) {}

    @Override
    public TensorShape result(List<TensorShape> in) {
        in.get(0).requireOneImage(in.get(0).rank() - 1);
        return in.get(0).with(in.get(0).rank() - 1, outputs);
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return multiply(f, f.input(), f.output());
    }

    private Step multiply(OperatorBuffers f, INDArray from, INDArray to) {
        INDArray w = f.memory().constant(weights, () -> weights, inputs, outputs);
        return f.memory().operations().matmul(rows(from, inputs), w, rows(to, outputs));
    }

    private static INDArray rows(INDArray array, int length) {
        return Views.of(array, array.length() / length, length);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        INDArray w = f.memory().constant(new Transposed(weights), this::transposed, outputs, inputs);
        return f.memory().operations().matmul(rows(outputGradient, outputs), w, rows(to, inputs));
    }

    private float[] transposed() {
        float[] transposed = new float[weights.length];
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                transposed[o * inputs + i] = weights[i * outputs + o];
            }
        }
        return transposed;
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return multiply(f, inputTangents.get(0), outputTangent);
    }
}
