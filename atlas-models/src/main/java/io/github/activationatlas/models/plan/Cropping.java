package io.github.activationatlas.models.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows and columns cut off an image. */
record Cropping(Margins margins) implements Operator {

    @Override
    public Shape output(List<Shape> in) {
        return margins.inside(in.get(0));
    }

    @Override
    public Step forward(Frame f) {
        return Ops.copy(inside(f, f.input()), f.output());
    }

    @Override
    public Step reverse(Frame f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        INDArray inside = inside(f, to);
        return () -> {
            to.assign(0);
            inside.assign(outputGradient);
        };
    }

    @Override
    public Step tangent(Frame f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return Ops.copy(inside(f, inputTangents.get(0)), outputTangent);
    }

    private INDArray inside(Frame f, INDArray array) {
        return Ops.inside(array, margins.top(), margins.left(), f.outputShape());
    }
}
