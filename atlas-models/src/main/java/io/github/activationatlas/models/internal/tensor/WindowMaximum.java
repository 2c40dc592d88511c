package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.window.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The largest value of each window, for windows with dilation or a geometry that ND4J's pooling cannot say. */
public final class WindowMaximum implements HeapOperator {
    private final Window window;
    private final Shape in;
    private final Shape out;
    private final Taps taps;

    public WindowMaximum(Window window, Shape in, Shape out) {
        this.window = window;
        this.in = in;
        this.out = out;
        this.taps = new Taps(window, in, out);
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
    public void forward(float[][] inputs, float[] output) {
        float[] x = inputs[0];
        int channels = in.channels();
        Arrays.fill(output, 0, out.size(), Float.NEGATIVE_INFINITY);
        taps.forEach((to, from, tap) -> {
            for (int c = 0; c < channels; c++) {
                output[to * channels + c] = Math.max(output[to * channels + c], x[from * channels + c]);
            }
        });
    }

    /** Where each largest value comes from: the first of equal ones. */
    private int[] winners(Values values) {
        float[] x = values.inputs()[0];
        float[] y = values.output();
        int channels = in.channels();
        int[] winners = new int[out.size()];
        Arrays.fill(winners, -1);
        taps.forEach((to, from, tap) -> {
            for (int c = 0; c < channels; c++) {
                int place = to * channels + c;
                int source = from * channels + c;
                if (x[source] == y[place] && (winners[place] < 0 || source < winners[place])) {
                    winners[place] = source;
                }
            }
        });
        return winners;
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to != null) {
            Arrays.fill(to, 0, in.size(), 0);
            int[] winners = winners(values);
            for (int i = 0; i < winners.length; i++) {
                if (winners[i] >= 0) {
                    to[winners[i]] += outputGradient[i];
                }
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        int[] winners = winners(values);
        for (int i = 0; i < winners.length; i++) {
            outputTangent[i] = winners[i] < 0 ? 0 : inputTangents[0][winners[i]];
        }
    }
}
