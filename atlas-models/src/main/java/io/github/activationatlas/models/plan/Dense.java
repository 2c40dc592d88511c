package io.github.activationatlas.models.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A vector times weights [inputs, outputs]. */
record Dense(int inputs, int outputs, float[] weights) implements Operator {

    @Override
    public Shape output(List<Shape> in) {
        if (in.get(0).size() != inputs) {
            throw new IllegalArgumentException("the dense layer takes " + inputs + " values but gets " + in.get(0)
                    + ": this network needs the image size that it was trained with");
        }
        return new Shape(1, 1, outputs);
    }

    @Override
    public Step forward(Frame f) {
        return multiply(f, f.input(), f.output());
    }

    @Override
    public Step tangent(Frame f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return multiply(f, inputTangents.get(0), outputTangent);
    }

    private Step multiply(Frame f, INDArray from, INDArray to) {
        INDArray[] arguments = {from.reshape('c', f.batch(), inputs), weights(f)};
        return Ops.custom("matmul", arguments, to.reshape('c', f.batch(), outputs), 0, 0, 0);
    }

    @Override
    public Step reverse(Frame f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        INDArray[] arguments = {outputGradient.reshape('c', f.batch(), outputs), weights(f)};
        return Ops.custom("matmul", arguments, to.reshape('c', f.batch(), inputs), 0, 1, 0);
    }

    private INDArray weights(Frame f) {
        return f.memory().constant(weights, () -> weights, inputs, outputs);
    }
}
