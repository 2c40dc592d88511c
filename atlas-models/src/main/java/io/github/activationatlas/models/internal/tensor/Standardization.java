package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** (x - mean) / sqrt(variance + epsilon) over some axes: the heart of layer, instance and group normalisation. */
public final class Standardization implements HeapOperator {
    private final Groups groups;
    private final double epsilon;

    public Standardization(TensorShape shape, Set<Integer> axes, double epsilon) {
        this.groups = Groups.along(shape, axes);
        this.epsilon = epsilon;
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return inputs.get(0);
    }

    private double[] means(float[] x) {
        double[] means = groups.sums(x);
        for (int i = 0; i < means.length; i++) {
            means[i] /= groups.size();
        }
        return means;
    }

    /** 1 / sqrt(variance + epsilon). */
    private double[] scales(float[] x, double[] means) {
        double[] scales = new double[groups.count()];
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                double off = x[first + i] - means[group + i * step];
                scales[group + i * step] += off * off;
            }
        });
        for (int i = 0; i < scales.length; i++) {
            scales[i] = 1 / Math.sqrt(scales[i] / groups.size() + epsilon);
        }
        return scales;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        float[] x = inputs[0];
        double[] means = means(x);
        double[] scales = scales(x, means);
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                int g = group + i * step;
                output[first + i] = (float) ((x[first + i] - means[g]) * scales[g]);
            }
        });
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        if (inputGradients[0] != null) {
            derive(values, outputGradient, inputGradients[0]);
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        derive(values, inputTangents[0], outputTangent);
    }

    /** The derivative is symmetric: s (g - mean(g) - y mean(g y)), forward and back. */
    private void derive(Values values, float[] from, float[] to) {
        float[] x = values.inputs()[0];
        float[] y = values.output();
        double[] scales = scales(x, means(x));
        double[] sums = groups.sums(from);
        double[] products = groups.sums(from, y);
        double n = groups.size();
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                int g = group + i * step;
                int at = first + i;
                to[at] = (float) (scales[g] * (from[at] - sums[g] / n - y[at] * products[g] / n));
            }
        });
    }
}
