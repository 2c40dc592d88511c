package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.window.Margins;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows and columns of a constant around an image. */
public record Padding(Margins margins, float value) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return margins.around(in.get(0));
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return pad(f, f.input(), f.output(), value);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null ? () -> {} : f.ops().copy(inside(f, outputGradient), to);
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        INDArray from = inputTangents.get(0);
        return pad(f, from, outputTangent, 0);
    }

    private Step pad(OperatorBuffers f, INDArray from, INDArray to, float around) {
        INDArray inside = inside(f, to);
        return () -> {
            to.assign(around);
            inside.assign(from);
        };
    }

    private INDArray inside(OperatorBuffers f, INDArray array) {
        return Operations.inside(array, margins.top(), margins.left(), f.shape());
    }
}
