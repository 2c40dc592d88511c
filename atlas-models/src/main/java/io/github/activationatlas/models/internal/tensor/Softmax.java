package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** exp(x) as a share of its sum over some axes, or the logarithm of that. */
public final class Softmax implements HeapOperator {
    private final Groups groups;
    private final boolean logarithm;

    public Softmax(TensorShape shape, Set<Integer> axes, boolean logarithm) {
        this.groups = Groups.along(shape, axes);
        this.logarithm = logarithm;
    }

    /** Whether it gives logarithms. */
    public boolean logarithm() {
        return logarithm;
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return inputs.get(0);
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        float[] x = inputs[0];
        float[] most = new float[groups.count()];
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                int g = group + i * step;
                most[g] = Math.max(most[g], x[first + i]);
            }
        });
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                output[first + i] = (float) Math.exp(x[first + i] - most[group + i * step]);
            }
        });
        double[] sums = groups.sums(output);
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                int g = group + i * step;
                output[first + i] =
                        (float) (logarithm ? x[first + i] - most[g] - Math.log(sums[g]) : output[first + i] / sums[g]);
            }
        });
    }

    /** y (g - sum of g y); of the logarithm g - exp(y) sum of g. */
    @Override
    public void reverse(Values values, float[] gradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to == null) {
            return;
        }
        float[] y = values.output();
        double[] sums = logarithm ? groups.sums(gradient) : groups.sums(gradient, y);
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                double sum = sums[group + i * step];
                int at = first + i;
                to[at] = (float) (logarithm ? gradient[at] - Math.exp(y[at]) * sum : y[at] * (gradient[at] - sum));
            }
        });
    }

    /** y (d - sum of d y); of the logarithm d - sum of d exp(y). */
    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] to) {
        float[] d = inputTangents[0];
        float[] y = values.output();
        float[] p = y;
        if (logarithm) {
            p = new float[groups.count() * groups.size()];
            for (int i = 0; i < p.length; i++) {
                p[i] = (float) Math.exp(y[i]);
            }
        }
        double[] sums = groups.sums(d, p);
        groups.forEach((first, count, group, step) -> {
            for (int i = 0; i < count; i++) {
                double sum = sums[group + i * step];
                int at = first + i;
                to[at] = (float) (logarithm ? d[at] - sum : y[at] * (d[at] - sum));
            }
        });
    }
}
