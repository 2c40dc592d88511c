package io.github.activationatlas.models.internal.kernel;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a 3 x 3 max-pooling with stride 1: each window's goes to the first of its places that has the largest value. That is the first of
 * its rows with the largest value, and in that row the first place; so rows and columns are looked at one after the other. On the Java heap,
 * in short loops without branches over whole rows, of which the JVM makes vector instructions; ND4J's operation looks at one window after
 * another and takes half as long again. With a larger stride it does not, as places do not lie side by side.
 */
public final class MaxPoolingGradient implements Step {

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final INDArray values;
    private final INDArray from;
    private final INDArray to;
    /** A row of the image, and what the first, the second and the third place of each window have of it. */
    private final float[] line;

    private final float[][] places;
    /** The gradient of each of the three, where it is in the image; zero between. */
    private final float[][] layers;
    /** For each row of the image the largest values of the windows' rows, and their gradient; behind them a row of padding. */
    private final float[][] largest;

    private final float[][] gradient;
    private final float[] highest;
    private final float[] rest;

    /**
     * Binds to arrays.
     *
     * @param window one that {@link #fits}
     * @param values what was pooled, [batch, height, width, channels]
     * @param from the gradient of the pooled values
     * @param to room for that of the values
     */
    public MaxPoolingGradient(
            Window window, Shape in, Shape out, INDArray values, INDArray from, INDArray to, Memory memory) {
        this.window = window;
        this.in = in;
        this.out = out;
        this.values = values;
        this.from = from;
        this.to = to;
        int length = in.width() * in.channels();
        int n = out.width() * in.channels();
        line = memory.heap("pooled row", 1, length)[0];
        layers = memory.heap("pooled layers", 3, length);
        places = memory.heap("pooled places", 3, n);
        largest = memory.heap("pool largest", in.height() + 1, n);
        gradient = memory.heap("pool gradient", in.height() + 1, n);
        float[][] windows = memory.heap("pool windows", 2, n);
        highest = windows[0];
        rest = windows[1];
    }

    /** Whether this can be used for a window. */
    public static boolean fits(Window window) {
        return fine(window.rows()) && fine(window.columns());
    }

    private static boolean fine(WindowAxis a) {
        return a.kernel() == 3 && a.stride() == 1 && a.dilation() == 1;
    }

    @Override
    public void run() {
        FloatBuffer source = HostBuffers.values(values);
        FloatBuffer above = HostBuffers.values(from);
        FloatBuffer target = HostBuffers.values(to);
        int length = in.width() * in.channels();
        int n = out.width() * in.channels();
        for (float[] layer : layers) {
            Arrays.fill(layer, 0, length, 0);
        }
        Arrays.fill(largest[in.height()], 0, n, -Float.MAX_VALUE);
        for (int b = 0; b < from.size(0); b++) {
            for (int y = 0; y < in.height(); y++) {
                source.get((b * in.height() + y) * length, line, 0, length);
                pick(n);
                MaxPoolingRows.highest(places[0], places[1], places[2], largest[y], n);
                Arrays.fill(gradient[y], 0, n, 0);
            }
            int top = -window.rows().before(in.height());
            for (int i = 0; i < out.height(); i++) {
                above.get((b * out.height() + i) * n, rest, 0, n);
                acrossRows(top + i, n);
            }
            for (int y = 0; y < in.height(); y++) {
                source.get((b * in.height() + y) * length, line, 0, length);
                pick(n);
                alongRow(y, n);
                MaxPoolingRows.sum(layers[0], layers[1], layers[2], line, length);
                target.put((b * in.height() + y) * length, line, 0, length);
            }
        }
        HostBuffers.written(to);
    }

    /** Gives the windows' gradients to the rows. */
    private void acrossRows(int top, int n) {
        int first = row(top);
        int second = row(top + 1);
        int third = row(top + 2);
        MaxPoolingRows.highest(largest[first], largest[second], largest[third], highest, n);
        MaxPoolingRows.take(rest, highest, largest[first], gradient[first], n);
        MaxPoolingRows.take(rest, highest, largest[second], gradient[second], n);
        MaxPoolingRows.add(rest, gradient[third], n);
    }

    private int row(int y) {
        return y < 0 || y >= in.height() ? in.height() : y;
    }

    /** Gives a row's gradients to its places. */
    private void alongRow(int y, int n) {
        for (int k = 0; k < 2; k++) {
            Arrays.fill(highest, 0, n, 0);
            MaxPoolingRows.take(gradient[y], largest[y], places[k], highest, n);
            move(highest, layers[k], k, true);
        }
        move(gradient[y], layers[2], 2, true);
    }

    private void pick(int n) {
        for (int k = 0; k < 3; k++) {
            Arrays.fill(places[k], 0, n, -Float.MAX_VALUE);
            move(places[k], line, k, false);
        }
    }

    /** Copies between the windows' k-th places and where they are in the image. */
    private void move(float[] windows, float[] image, int k, boolean back) {
        int shift = k - window.columns().before(in.width());
        int first = Math.max(0, -shift) * in.channels();
        int end = Math.min(out.width(), in.width() - shift) * in.channels();
        int at = first + shift * in.channels();
        if (first >= end) {
            return;
        }
        if (back) {
            System.arraycopy(windows, first, image, at, end - first);
        } else {
            System.arraycopy(image, at, windows, first, end - first);
        }
    }
}
