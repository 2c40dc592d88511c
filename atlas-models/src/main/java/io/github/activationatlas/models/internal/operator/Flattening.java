package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An image as one vector.
 *
 * @param channelsFirst whether the network counts channel by channel; values lie here position by position
 */
public record Flattening(boolean channelsFirst) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return new Shape(1, 1, in.get(0).size());
    }

    @Override
    public TensorShape result(List<TensorShape> in) {
        return TensorShape.of(1, ImageOperator.image(in.get(0)).size())
                .withBatch(in.get(0).batch());
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return f.ops().copy(f.input(), image(f, f.output()));
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null ? () -> {} : f.ops().copy(image(f, outputGradient), to);
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        INDArray from = inputTangents.get(0);
        return f.ops().copy(from, image(f, outputTangent));
    }

    /** The vector seen as [batch, height, width, channels]. */
    private INDArray image(OperatorBuffers f, INDArray vector) {
        Shape s = f.shape();
        return channelsFirst
                ? vector.reshape('c', f.batch(), s.channels(), s.height(), s.width())
                        .permute(0, 2, 3, 1)
                : vector.reshape('c', Views.shape(f.batch(), s));
    }
}
