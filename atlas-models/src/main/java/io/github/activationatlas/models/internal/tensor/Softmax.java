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
        int[] of = groups.of();
        float[] most = new float[groups.count()];
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < of.length; i++) {
            most[of[i]] = Math.max(most[of[i]], x[i]);
        }
        for (int i = 0; i < of.length; i++) {
            output[i] = (float) Math.exp(x[i] - most[of[i]]);
        }
        double[] sums = groups.sums(output);
        for (int i = 0; i < of.length; i++) {
            output[i] = logarithm
                    ? (float) (x[i] - most[of[i]] - Math.log(sums[of[i]]))
                    : (float) (output[i] / sums[of[i]]);
        }
    }

    /** y (g - sum of g y); of the logarithm g - exp(y) sum of g. */
    @Override
    public void reverse(Values values, float[] g, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to == null) {
            return;
        }
        float[] y = values.output();
        int[] of = groups.of();
        double[] sums = logarithm ? groups.sums(g) : groups.sums(g, y);
        for (int i = 0; i < of.length; i++) {
            to[i] = (float) (logarithm ? g[i] - Math.exp(y[i]) * sums[of[i]] : y[i] * (g[i] - sums[of[i]]));
        }
    }

    /** y (d - sum of d y); of the logarithm d - sum of d exp(y). */
    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] to) {
        float[] d = inputTangents[0];
        float[] y = values.output();
        int[] of = groups.of();
        float[] p = y;
        if (logarithm) {
            p = new float[of.length];
            for (int i = 0; i < of.length; i++) {
                p[i] = (float) Math.exp(y[i]);
            }
        }
        double[] sums = groups.sums(d, p);
        for (int i = 0; i < of.length; i++) {
            to[i] = (float) (logarithm ? d[i] - sums[of[i]] : y[i] * (d[i] - sums[of[i]]));
        }
    }
}
