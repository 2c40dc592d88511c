package io.github.activationatlas.models.plan;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gradient of a strided convolution's input: for each output position the product of its gradient with the weights gives what it does
 * to each place of its window, and windows that overlap add up. One image at a time, so that the windows stay in the processor's cache; on
 * the Java heap, because ND4J's operation for it takes several times as long.
 */
final class WindowScatter implements Step {
    private final Window window;
    private final Shape in;
    private final Shape out;
    private final INDArray to;
    private final INDArray windows;
    private final Runnable[] products;
    private final float[] gradient;
    private final float[] parts;

    /**
     * Binds to arrays.
     *
     * @param in the shape of one input image
     * @param out the shape of one output image
     * @param weights [outputs, rows x columns x inputs]
     * @param from the gradient of the output, [batch, height, width, outputs]
     * @param to room for that of the input
     */
    WindowScatter(Window window, Shape in, Shape out, INDArray weights, INDArray from, INDArray to, Memory memory) {
        this.window = window;
        this.in = in;
        this.out = out;
        this.to = to;
        int positions = out.height() * out.width();
        int batch = (int) from.size(0);
        INDArray rows = Views.of(from, (long) batch * positions, out.channels());
        this.windows = memory.scratch(1, positions, weights.size(1));
        this.products = new Runnable[batch];
        for (int b = 0; b < batch; b++) {
            INDArray image =
                    rows.get(NDArrayIndex.interval((long) b * positions, (b + 1L) * positions), NDArrayIndex.all());
            products[b] = Products.of(image, weights, windows);
        }
        this.gradient = new float[batch * in.size()];
        this.parts = new float[(int) windows.length()];
    }

    @Override
    public void run() {
        Arrays.fill(gradient, 0);
        for (int b = 0; b < products.length; b++) {
            products[b].run();
            Host.read(windows, parts);
            scatter(b * in.size());
        }
        Host.write(gradient, gradient.length, to);
    }

    private void scatter(int image) {
        int rows = window.rows().kernel();
        int side = window.columns().kernel() * in.channels();
        int top = window.rows().before(in.height());
        int left = window.columns().before(in.width());
        int from = 0;
        for (int i = 0; i < out.height(); i++) {
            for (int j = 0; j < out.width(); j++) {
                int x = (j * window.columns().stride() - left) * in.channels();
                int begin = Math.max(0, -x);
                int end = Math.min(side, in.width() * in.channels() - x);
                for (int k = 0; k < rows; k++) {
                    int y = i * window.rows().stride() - top + k;
                    if (y >= 0 && y < in.height()) {
                        add(from + begin, image + y * in.width() * in.channels() + x + begin, end - begin);
                    }
                    from += side;
                }
            }
        }
    }

    private void add(int from, int at, int count) {
        for (int i = 0; i < count; i++) {
            gradient[at + i] += parts[from + i];
        }
    }
}
