package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A convolution whose channels fall into groups that do not see each other; depthwise where a group is one channel. Any stride and dilation. */
public final class GroupedConvolution implements HeapOperator {
    private final Weights weights;
    private final Window window;
    private final Shape in;
    private final Shape out;
    private final Taps taps;

    /**
     * What is learned.
     *
     * @param inputs channels of the input
     * @param outputs channels of the result
     * @param groups groups of channels
     * @param values [rows, columns, inputs / groups, outputs]: of each channel in a group, what it adds to each result of its group
     * @param bias one value a channel of the result
     */
    public record Weights(int inputs, int outputs, int groups, float[] values, float @Nullable [] bias) {
        int groupInputs() {
            return inputs / groups;
        }

        int groupOutputs() {
            return outputs / groups;
        }

        boolean depthwise() {
            return groups == inputs && groups == outputs;
        }
    }

    public GroupedConvolution(Weights weights, Window window, Shape in) {
        this.weights = weights;
        this.window = window;
        this.in = in;
        this.out = window.output(in, weights.outputs());
        this.taps = new Taps(window, in, out);
    }

    /** The same where some of the result is cut off, for what is left of the input. */
    public GroupedConvolution narrowed(Margins cut) {
        return new GroupedConvolution(
                weights, window.narrowed(in, cut), window.unseen(in, cut).inside(in));
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return TensorShape.image(out).withBatch(inputs.get(0).batch());
    }

    @Override
    public Window window() {
        return window;
    }

    @Override
    public boolean readsValues() {
        return false;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        begin(output, weights.bias());
        convolve(inputs[0], output);
    }

    private void begin(float[] output, float @Nullable [] bias) {
        if (bias == null) {
            Arrays.fill(output, 0, out.size(), 0);
            return;
        }
        for (int at = 0; at < out.size(); at += bias.length) {
            System.arraycopy(bias, 0, output, at, bias.length);
        }
    }

    /** Adds what the windows see to the result. */
    void convolve(float[] x, float[] y) {
        float[] w = weights.values();
        int inputs = weights.inputs();
        int outputs = weights.outputs();
        if (weights.depthwise()) {
            taps.forEach((to, from, tap) -> addProducts(x, from * inputs, w, tap * inputs, y, to * inputs, inputs));
            return;
        }
        int groupInputs = weights.groupInputs();
        int groupOutputs = weights.groupOutputs();
        taps.forEach((to, from, tap) -> {
            for (int c = 0; c < inputs; c++) {
                int first = c / groupInputs * groupOutputs;
                int row = (tap * groupInputs + c % groupInputs) * outputs + first;
                float v = x[from * inputs + c];
                for (int o = 0; o < groupOutputs; o++) {
                    y[to * outputs + first + o] += v * w[row + o];
                }
            }
        });
    }

    private static void addProducts(float[] a, int i, float[] b, int j, float[] to, int at, int count) {
        for (int c = 0; c < count; c++) {
            to[at + c] += a[i + c] * b[j + c];
        }
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        if (inputGradients[0] != null) {
            Arrays.fill(inputGradients[0], 0, in.size(), 0);
            carryBack(outputGradient, inputGradients[0]);
        }
    }

    /** Adds to each position what the windows that see it have. */
    void carryBack(float[] y, float[] x) {
        float[] w = weights.values();
        int inputs = weights.inputs();
        int outputs = weights.outputs();
        if (weights.depthwise()) {
            taps.forEach((to, from, tap) -> addProducts(y, to * inputs, w, tap * inputs, x, from * inputs, inputs));
            return;
        }
        int groupInputs = weights.groupInputs();
        int groupOutputs = weights.groupOutputs();
        taps.forEach((to, from, tap) -> {
            for (int c = 0; c < inputs; c++) {
                int first = c / groupInputs * groupOutputs;
                int row = (tap * groupInputs + c % groupInputs) * outputs + first;
                float sum = 0;
                for (int o = 0; o < groupOutputs; o++) {
                    sum += y[to * outputs + first + o] * w[row + o];
                }
                x[from * inputs + c] += sum;
            }
        });
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        Arrays.fill(outputTangent, 0, out.size(), 0);
        convolve(inputTangents[0], outputTangent);
    }

    /** Channels of the input. */
    public int inputs() {
        return weights.inputs();
    }

    Shape in() {
        return in;
    }

    Shape out() {
        return out;
    }
}
