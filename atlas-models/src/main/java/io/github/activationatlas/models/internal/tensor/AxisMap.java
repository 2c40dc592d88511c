package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A linear map along one axis: each place of the result is a weighted sum of places of the input. Means of windows and linear resizing are such. */
public final class AxisMap implements HeapOperator {
    private final TensorShape out;
    private final int[][] places;
    private final float[][] weights;
    private final int outer;
    private final int inner;
    private final int length;

    /**
     * Makes the map.
     *
     * @param places for each place of the result those of the input
     * @param weights what they are multiplied by
     */
    public AxisMap(TensorShape in, int axis, int[][] places, float[][] weights) {
        in.requireOneImage(axis);
        this.out = in.with(axis, places.length);
        this.places = places;
        this.weights = weights;
        this.length = in.dim(axis);
        this.inner = in.strides()[axis];
        this.outer = in.size() / (inner * length);
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return out;
    }

    @Override
    public boolean readsValues() {
        return false;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        map(inputs[0], output);
    }

    private void map(float[] from, float[] to) {
        Arrays.fill(to, 0, out.size(), 0);
        for (int o = 0; o < outer; o++) {
            for (int p = 0; p < places.length; p++) {
                for (int t = 0; t < places[p].length; t++) {
                    add(
                            weights[p][t],
                            from,
                            (o * length + places[p][t]) * inner,
                            to,
                            (o * places.length + p) * inner,
                            inner);
                }
            }
        }
    }

    private static void add(float weight, float[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] += weight * from[first + i];
        }
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to == null) {
            return;
        }
        Arrays.fill(to, 0);
        for (int o = 0; o < outer; o++) {
            for (int p = 0; p < places.length; p++) {
                for (int t = 0; t < places[p].length; t++) {
                    add(
                            weights[p][t],
                            outputGradient,
                            (o * places.length + p) * inner,
                            to,
                            (o * length + places[p][t]) * inner,
                            inner);
                }
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        map(inputTangents[0], outputTangent);
    }
}
