package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.window.Margins;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows and columns cut off an image. */
public record Cropping(Margins margins) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return margins.inside(in.get(0));
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return f.ops().copy(inside(f, f.input()), f.output());
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        int row = f.outputShape().width() * f.outputShape().channels();
        int wholeRow = f.shape().width() * f.shape().channels();
        int first = margins.top() * wholeRow + margins.left() * f.shape().channels();
        int rows = f.outputShape().height();
        // ND4J's copies into a part of a small array cost more than these.
        float[] part = new float[f.batch() * rows * row];
        float[] whole = new float[f.batch() * f.shape().size()];
        return () -> {
            HostBuffers.read(outputGradient, part);
            for (int i = 0; i < f.batch() * rows; i++) {
                int at = i / rows * f.shape().size() + first + i % rows * wholeRow;
                System.arraycopy(part, i * row, whole, at, row);
            }
            HostBuffers.write(whole, whole.length, to);
        };
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return f.ops().copy(inside(f, inputTangents.get(0)), outputTangent);
    }

    private INDArray inside(OperatorBuffers f, INDArray array) {
        return Operations.inside(array, margins.top(), margins.left(), f.outputShape());
    }
}
