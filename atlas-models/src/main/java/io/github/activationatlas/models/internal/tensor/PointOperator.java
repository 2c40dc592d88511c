package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of each value by itself. */
public final class PointOperator implements HeapOperator {
    private final PointFunction function;
    private final int size;

    public PointOperator(PointFunction function, TensorShape shape) {
        this.function = function;
        this.size = shape.size();
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return inputs.get(0);
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        float[] x = inputs[0];
        for (int i = 0; i < size; i++) {
            output[i] = (float) function.value(x[i]);
        }
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        if (inputGradients[0] != null) {
            scale(values, outputGradient, inputGradients[0]);
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        scale(values, inputTangents[0], outputTangent);
    }

    private void scale(Values values, float[] from, float[] to) {
        float[] x = values.inputs()[0];
        float[] y = values.output();
        for (int i = 0; i < size; i++) {
            to[i] = (float) (from[i] * function.slope(x[i], y[i]));
        }
    }
}
