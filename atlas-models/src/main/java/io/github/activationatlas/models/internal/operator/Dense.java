package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vector times weights [inputs, outputs]. */
public record Dense(int inputs, int outputs, float[] weights) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        if (in.get(0).size() != inputs) {
            throw new IllegalArgumentException("the dense layer takes " + inputs + " values but gets " + in.get(0)
                    + ": this network needs the image size that it was trained with");
        }
        return new Shape(1, 1, outputs);
    }

    @Override
    public TensorShape result(List<TensorShape> in) {
        return TensorShape.of(1, output(List.of(ImageOperator.image(in.get(0)))).channels())
                .withBatch(in.get(0).batch());
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return multiply(f, f.input(), f.output());
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return multiply(f, inputTangents.get(0), outputTangent);
    }

    private Step multiply(OperatorBuffers f, INDArray from, INDArray to) {
        return f.ops().product(vectors(f, from), weights(f), to);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null ? () -> {} : f.ops().product(outputGradient, transposed(f), vectors(f, to));
    }

    private INDArray vectors(OperatorBuffers f, INDArray array) {
        return Views.of(array, f.batch(), 1, 1, inputs);
    }

    private INDArray transposed(OperatorBuffers f) {
        return f.memory().constant(this, this::transposed, outputs, inputs);
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

    private INDArray weights(OperatorBuffers f) {
        return f.memory().constant(weights, () -> weights, inputs, outputs);
    }
}
