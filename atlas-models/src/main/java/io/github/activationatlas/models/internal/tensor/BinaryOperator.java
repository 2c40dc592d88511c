package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of two tensors, value by value, with broadcasting. One of them may be a constant. */
public final class BinaryOperator implements HeapOperator {
    private final BinaryFunction function;
    private final Broadcast broadcast;
    private final float @Nullable [] a;
    private final float @Nullable [] b;

    private BinaryOperator(BinaryFunction function, Broadcast broadcast, float @Nullable [] a, float @Nullable [] b) {
        this.function = function;
        this.broadcast = broadcast;
        this.a = a;
        this.b = b;
    }

    public static BinaryOperator of(BinaryFunction function, TensorShape a, TensorShape b) {
        return new BinaryOperator(function, Broadcast.of(a, b), null, null);
    }

    public static BinaryOperator withConstantFirst(
            BinaryFunction function, TensorShape a, float[] values, TensorShape b) {
        return new BinaryOperator(function, Broadcast.of(a, b), values, null);
    }

    public static BinaryOperator withConstantSecond(
            BinaryFunction function, TensorShape a, TensorShape b, float[] values) {
        return new BinaryOperator(function, Broadcast.of(a, b), null, values);
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return broadcast.out();
    }

    private float[] a(float[][] inputs) {
        return a != null ? a : inputs[0];
    }

    private float[] b(float[][] inputs) {
        return b != null ? b : inputs[a != null ? 0 : 1];
    }

    /** What a derivative is for the first or the second of two; null of a constant or of what does not change. */
    private float @Nullable [] first(float @Nullable [][] derivatives) {
        return a != null ? null : derivatives[0];
    }

    private float @Nullable [] second(float @Nullable [][] derivatives) {
        return b != null ? null : derivatives[a != null ? 0 : 1];
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        float[] x = a(inputs);
        float[] y = b(inputs);
        broadcast.forEach((i, di, j, dj, to, n) -> {
            if (di == 1 && dj == 1 && function == BinaryFunction.ADD) {
                for (int k = 0; k < n; k++) {
                    output[to + k] = x[i + k] + y[j + k];
                }
            } else if (di == 1 && dj == 1 && function == BinaryFunction.MULTIPLY) {
                for (int k = 0; k < n; k++) {
                    output[to + k] = x[i + k] * y[j + k];
                }
            } else {
                for (int k = 0; k < n; k++) {
                    output[to + k] = (float) function.value(x[i + k * di], y[j + k * dj]);
                }
            }
        });
    }

    @Override
    public boolean readsValues() {
        return function != BinaryFunction.ADD && function != BinaryFunction.SUBTRACT;
    }

    @Override
    public void reverse(Values values, float[] g, float @Nullable [][] inputGradients) {
        float[] x = a(values.inputs());
        float[] y = b(values.inputs());
        float[] z = values.output();
        float[] toX = first(inputGradients);
        float[] toY = second(inputGradients);
        clear(toX);
        clear(toY);
        broadcast.forEach((i, di, j, dj, from, n) -> {
            for (int k = 0; toX != null && k < n; k++) {
                toX[i + k * di] += (float) (g[from + k] * function.slopeA(x[i + k * di], y[j + k * dj], z[from + k]));
            }
            for (int k = 0; toY != null && k < n; k++) {
                toY[j + k * dj] += (float) (g[from + k] * function.slopeB(x[i + k * di], y[j + k * dj], z[from + k]));
            }
        });
    }

    private static void clear(float @Nullable [] values) {
        if (values != null) {
            Arrays.fill(values, 0);
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        float[] x = a(values.inputs());
        float[] y = b(values.inputs());
        float[] z = values.output();
        float[] dx = first(inputTangents);
        float[] dy = second(inputTangents);
        broadcast.forEach((i, di, j, dj, to, n) -> {
            for (int k = 0; k < n; k++) {
                double p = x[i + k * di];
                double q = y[j + k * dj];
                double change = dx == null ? 0 : dx[i + k * di] * function.slopeA(p, q, z[to + k]);
                change += dy == null ? 0 : dy[j + k * dj] * function.slopeB(p, q, z[to + k]);
                outputTangent[to + k] = (float) change;
            }
        });
    }
}
