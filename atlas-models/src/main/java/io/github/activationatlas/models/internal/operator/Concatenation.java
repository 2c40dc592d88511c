package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Channels of several inputs behind one another. */
public record Concatenation() implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        Shape first = in.get(0);
        return new Shape(
                first.height(),
                first.width(),
                in.stream().mapToInt(Shape::channels).sum());
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return f.ops().custom("concat", f.inputs().toArray(INDArray[]::new), f.output(), 3);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        return parts(f, outputGradient, (part, i) -> {
            INDArray to = inputGradients.get(i);
            return to == null ? () -> {} : f.ops().copy(part, to);
        });
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return parts(f, outputTangent, (part, i) -> {
            INDArray from = inputTangents.get(i);
            return from == null ? () -> part.assign(0) : f.ops().copy(from, part);
        });
    }

    private interface PartStep {
        Step of(INDArray part, int input);
    }

    private static Step parts(OperatorBuffers f, INDArray whole, PartStep part) {
        Step all = () -> {};
        int from = 0;
        for (int i = 0; i < f.shapes().size(); i++) {
            int to = from + f.shapes().get(i).channels();
            all = all.then(part.of(Operations.channels(whole, from, to), i));
            from = to;
        }
        return all;
    }
}
