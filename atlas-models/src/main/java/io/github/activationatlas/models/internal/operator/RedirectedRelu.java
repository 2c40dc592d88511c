package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A ReLU that lets a gradient through to an image whose units are all off, as Lucid does so that an icon can start from noise that excites
 * nothing: where the ordinary gradient of an image is zero everywhere, the part of the gradient that would raise units takes its place.
 */
public record RedirectedRelu() implements ImageOperator {
    private static final ElementwiseOp RELU = new ElementwiseOp(new ElementwiseFunction.Relu());

    @Override
    public Shape output(List<Shape> in) {
        return RELU.output(in);
    }

    @Override
    public boolean inPlace() {
        return RELU.inPlace();
    }

    @Override
    public boolean readsOutput() {
        return RELU.readsOutput();
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return RELU.forward(f);
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return RELU.tangent(f, inputTangents, outputTangent);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        int size = f.outputShape().size();
        float[] y = new float[f.batch() * size];
        float[] gradient = new float[y.length];
        return () -> {
            HostBuffers.read(f.output(), y);
            HostBuffers.read(outputGradient, gradient);
            for (int b = 0; b < f.batch(); b++) {
                redirect(y, gradient, b * size, (b + 1) * size);
            }
            HostBuffers.write(gradient, gradient.length, to);
        };
    }

    /** In place for one image. Where a unit is on, an image that is redirected has no gradient, so what is left are units that are off. */
    private static void redirect(float[] y, float[] gradient, int from, int to) {
        boolean ordinary = false;
        for (int i = from; i < to && !ordinary; i++) {
            ordinary = y[i] > 0 && gradient[i] != 0;
        }
        for (int i = from; i < to; i++) {
            gradient[i] = ordinary ? (y[i] > 0 ? gradient[i] : 0) : Math.max(0, gradient[i]);
        }
    }
}
