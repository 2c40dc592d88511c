package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ONNX's LRN of any size: y = x (bias + alpha / size * sum of squares of neighbouring channels)^-beta. The channels lie innermost. */
public final class NeighborNormalization implements HeapOperator {
    private final int channels;
    private final int size;
    private final int before;
    private final int after;
    private final double bias;
    private final double alpha;
    private final double beta;

    public NeighborNormalization(TensorShape in, int size, double bias, double alpha, double beta) {
        this.channels = in.dim(1);
        this.size = in.size();
        this.before = (size - 1) / 2;
        this.after = size / 2;
        this.bias = bias;
        this.alpha = alpha / size;
        this.beta = beta;
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return inputs.get(0);
    }

    private double base(float[] x, int at, int c) {
        double sum = 0;
        for (int i = Math.max(0, c - before); i <= Math.min(channels - 1, c + after); i++) {
            sum += (double) x[at + i] * x[at + i];
        }
        return bias + alpha * sum;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        float[] x = inputs[0];
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                output[at + c] = (float) (x[at + c] * Math.pow(base(x, at, c), -beta));
            }
        }
    }

    /** dy_c / dx_i = s_c^-beta at i = c, less 2 alpha beta x_c x_i s_c^(-beta-1) for each neighbour i of c. */
    @Override
    public void reverse(Values values, float[] g, float @Nullable [][] inputGradients) {
        float[] x = values.inputs()[0];
        float[] to = inputGradients[0];
        for (int at = 0; to != null && at < size; at += channels) {
            double[] sums = new double[channels];
            for (int c = 0; c < channels; c++) {
                double s = base(x, at, c);
                sums[c] += g[at + c] * Math.pow(s, -beta);
                double q = 2 * alpha * beta * g[at + c] * x[at + c] * Math.pow(s, -beta - 1);
                for (int i = Math.max(0, c - before); i <= Math.min(channels - 1, c + after); i++) {
                    sums[i] -= q * x[at + i];
                }
            }
            for (int c = 0; c < channels; c++) {
                to[at + c] = (float) sums[c];
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] to) {
        float[] x = values.inputs()[0];
        float[] d = inputTangents[0];
        for (int at = 0; at < size; at += channels) {
            for (int c = 0; c < channels; c++) {
                double s = base(x, at, c);
                double sum = 0;
                for (int i = Math.max(0, c - before); i <= Math.min(channels - 1, c + after); i++) {
                    sum += (double) x[at + i] * d[at + i];
                }
                to[at + c] = (float)
                        (d[at + c] * Math.pow(s, -beta) - 2 * alpha * beta * x[at + c] * sum * Math.pow(s, -beta - 1));
            }
        }
    }
}
