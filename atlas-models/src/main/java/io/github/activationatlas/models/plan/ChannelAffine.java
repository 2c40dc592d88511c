package io.github.activationatlas.models.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;

/** Each channel times a constant plus a constant: batch normalisation with frozen statistics, a bias, a scale. */
record ChannelAffine(float[] scale, float[] shift) implements Operator {

    @Override
    public Shape output(List<Shape> in) {
        if (in.get(0).channels() != scale.length) {
            throw new IllegalArgumentException(
                    "a constant of " + scale.length + " channels cannot be applied to an output of " + in.get(0));
        }
        return in.get(0);
    }

    @Override
    public Step forward(Frame f) {
        INDArray b = f.memory().constant(shift, () -> shift, shift.length);
        return scale(f, f.input(), f.output()).then(Ops.legacy(new BroadcastAddOp(f.output(), b, f.output(), 3)));
    }

    @Override
    public Step reverse(Frame f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null ? () -> {} : scale(f, outputGradient, to);
    }

    @Override
    public Step tangent(Frame f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return scale(f, inputTangents.get(0), outputTangent);
    }

    private Step scale(Frame f, INDArray from, INDArray to) {
        INDArray a = f.memory().constant(scale, () -> scale, scale.length);
        return Ops.legacy(new BroadcastMulOp(from, a, to, 3));
    }
}
