package io.github.activationatlas.models.internal.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products of matrices [..., m, k] and [..., k, n] whose leading axes are broadcast; both lie with the last axis innermost. One may be a constant. */
public final class MatrixMultiplication implements HeapOperator {
    private final TensorShape out;
    private final Broadcast batches;
    private final int m;
    private final int k;
    private final int n;
    private final float @Nullable [] a;
    private final float @Nullable [] b;

    /** Constants are null for inputs. */
    public MatrixMultiplication(TensorShape shapeA, float @Nullable [] a, TensorShape shapeB, float @Nullable [] b) {
        checkArgument(
                shapeA.rank() >= 2
                        && shapeB.rank() >= 2
                        && shapeA.dim(shapeA.rank() - 1) == shapeB.dim(shapeB.rank() - 2),
                "matrices %s and %s cannot be multiplied",
                shapeA,
                shapeB);
        this.a = a;
        this.b = b;
        m = shapeA.dim(shapeA.rank() - 2);
        k = shapeA.dim(shapeA.rank() - 1);
        n = shapeB.dim(shapeB.rank() - 1);
        batches = Broadcast.of(leading(shapeA), leading(shapeB));
        int[] lead = batches.out().dims().toArray();
        int[] dims = Arrays.copyOf(lead, lead.length + 2);
        dims[lead.length] = m;
        dims[lead.length + 1] = n;
        int batch = batches.out().batch();
        if (shapeA.batch() == shapeA.rank() - 2 && shapeB.batch() == TensorShape.NONE) {
            batch = lead.length;
        } else {
            checkArgument(
                    shapeA.batch() < shapeA.rank() - 2 && shapeB.batch() < shapeB.rank() - 2,
                    "matrices %s and %s mix the images of a batch",
                    shapeA,
                    shapeB);
        }
        out = TensorShape.of(dims).withBatch(batch);
    }

    private static TensorShape leading(TensorShape shape) {
        return TensorShape.of(shape.dims().subArray(0, shape.rank() - 2).toArray())
                .withBatch(shape.batch() < shape.rank() - 2 ? shape.batch() : TensorShape.NONE);
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return out;
    }

    private float[] a(float[][] inputs) {
        return a != null ? a : inputs[0];
    }

    private float[] b(float[][] inputs) {
        return b != null ? b : inputs[a != null ? 0 : 1];
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        Arrays.fill(output, 0, out.size(), 0);
        add(a(inputs), b(inputs), output);
    }

    private void add(float[] x, float[] y, float[] to) {
        each((i, j, at) -> product(x, i * m * k, y, j * k * n, to, at * m * n));
    }

    /** Places of matrices, in matrices. */
    private interface Matrices {
        void at(int a, int b, int out);
    }

    private void each(Matrices matrices) {
        batches.forEach((i, di, j, dj, at, count) -> {
            for (int l = 0; l < count; l++) {
                matrices.at(i + l * di, j + l * dj, at + l);
            }
        });
    }

    /** Row by row, each as a sum of the other's rows, whose values lie side by side. */
    private void product(float[] x, int fromX, float[] y, int fromY, float[] to, int at) {
        for (int r = 0; r < m; r++) {
            int row = at + r * n;
            for (int i = 0; i < k; i++) {
                addRow(x[fromX + r * k + i], y, fromY + i * n, to, row, n);
            }
        }
    }

    private static void addRow(float factor, float[] from, int first, float[] to, int at, int count) {
        for (int c = 0; c < count; c++) {
            to[at + c] += factor * from[first + c];
        }
    }

    @Override
    public void reverse(Values values, float[] g, float @Nullable [][] inputGradients) {
        float[] toA = a != null ? null : inputGradients[0];
        float[] toB = b != null ? null : inputGradients[a != null ? 0 : 1];
        if (toA != null) {
            Arrays.fill(toA, 0);
        }
        if (toB != null) {
            Arrays.fill(toB, 0);
        }
        float[] x = a(values.inputs());
        float[] y = b(values.inputs());
        float[] turned = new float[k * n];
        each((i, j, at) -> {
            if (toA != null) {
                transpose(y, j * k * n, turned);
                for (int r = 0; r < m; r++) {
                    for (int c = 0; c < n; c++) {
                        addRow(g[(at * m + r) * n + c], turned, c * k, toA, (i * m + r) * k, k);
                    }
                }
            }
            for (int r = 0; toB != null && r < m; r++) {
                for (int c = 0; c < k; c++) {
                    addRow(x[(i * m + r) * k + c], g, (at * m + r) * n, toB, (j * k + c) * n, n);
                }
            }
        });
    }

    /** A matrix [k, n] as [n, k], so that what is added up lies side by side. */
    private void transpose(float[] from, int first, float[] to) {
        for (int r = 0; r < k; r++) {
            for (int c = 0; c < n; c++) {
                to[c * k + r] = from[first + r * n + c];
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        Arrays.fill(outputTangent, 0, out.size(), 0);
        float[] dx = a != null ? null : inputTangents[0];
        float[] dy = b != null ? null : inputTangents[a != null ? 0 : 1];
        if (dx != null) {
            add(dx, b(values.inputs()), outputTangent);
        }
        if (dy != null) {
            add(a(values.inputs()), dy, outputTangent);
        }
    }
}
