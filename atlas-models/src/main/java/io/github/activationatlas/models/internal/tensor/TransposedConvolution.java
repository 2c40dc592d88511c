package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ONNX's ConvTranspose: what a convolution is back, from its result to its input, plus a bias. */
public final class TransposedConvolution implements HeapOperator {
    private final GroupedConvolution convolution;
    private final float @Nullable [] bias;

    /** The convolution goes from this operator's result to its input. */
    public TransposedConvolution(GroupedConvolution convolution, float @Nullable [] bias) {
        this.convolution = convolution;
        this.bias = bias;
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return TensorShape.image(convolution.in()).withBatch(inputs.get(0).batch());
    }

    @Override
    public boolean readsValues() {
        return false;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        back(inputs[0], output);
        if (bias != null) {
            int size = convolution.in().size();
            for (int i = 0; i < size; i++) {
                output[i] += bias[i % bias.length];
            }
        }
    }

    private void back(float[] from, float[] to) {
        Arrays.fill(to, 0, convolution.in().size(), 0);
        convolution.carryBack(from, to);
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to != null) {
            Arrays.fill(to, 0, convolution.out().size(), 0);
            convolution.convolve(outputGradient, to);
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        back(inputTangents[0], outputTangent);
    }
}
