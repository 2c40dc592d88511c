package io.github.activationatlas.models.internal.operator;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;

/** Each channel times a constant plus a constant: batch normalisation with frozen statistics, a bias, a scale. */
public record ChannelAffine(float[] scale, float[] shift, boolean alongLast) implements ImageOperator {

    public ChannelAffine(float[] scale, float[] shift) {
        this(scale, shift, false);
    }

    @Override
    public Shape output(List<Shape> in) {
        Shape shape = in.get(0);
        checkArgument(
                scale.length == 1 || scale.length == shape.channels(),
                "a constant of %s channels cannot be applied to an output of %s",
                scale.length,
                shape);
        checkArgument(
                !alongLast || scale.length == 1 || shape.height() * shape.width() == 1,
                "a constant along the last axis of an image whose channels come first is not supported");
        return shape;
    }

    @Override
    public Step forward(OperatorBuffers f) {
        INDArray b = constant(f, shift);
        return scale(f, f.input(), f.output())
                .then(Operations.legacy(new BroadcastAddOp(f.output(), b, f.output(), 3)));
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
        INDArray a = constant(f, scale);
        return Operations.legacy(new BroadcastMulOp(from, a, to, 3));
    }

    /** One value is meant for every channel. */
    private static INDArray constant(OperatorBuffers f, float[] values) {
        int channels = f.shape().channels();
        if (values.length == channels) {
            return f.memory().constant(values, () -> values, channels);
        }
        float[] filled = new float[channels];
        Arrays.fill(filled, values[0]);
        return f.memory().constant(new Filled(values, channels), () -> filled, channels);
    }

    private record Filled(float[] values, int channels) {}
}
