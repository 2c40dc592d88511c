package io.github.activationatlas.models.internal.kernel;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Memory;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The gradient of a strided convolution's input: for each output position the product of its gradient with the weights gives what it does
 * to each place of its window, and windows that overlap add up. Some rows at a time, so that the windows stay in the processor's cache; on
 * the Java heap, because ND4J's operation for it takes several times as long. Windows of a row that do not overlap are laid side by side
 * first: then whole rows are added at equal indices, of which the JVM makes vector instructions; of short or shifted loops it does not.
 */
public final class StridedConvolutionGradient implements Step {
    /** Values of windows at a time, half a megabyte. */
    private static final int CACHED = 1 << 17;

    private final Window window;
    private final Shape in;
    private final Shape out;
    private final INDArray to;
    private final INDArray windows;
    /** Output rows at a time. */
    private final int height;

    /** How often that is an image. */
    private final int bands;

    private final Step[] products;
    /** The windows of one row. */
    private final float[] parts;
    /** The gradient's rows of one image. */
    private final float[][] gradient;
    /** For each set of windows that do not overlap a row of the image; between them it stays zero. */
    private final float[][] layers;

    /**
     * Binds to arrays.
     *
     * @param in the shape of one input image
     * @param out the shape of one output image
     * @param weights [outputs, rows x columns x inputs]
     * @param from the gradient of the output, [batch, height, width, outputs]
     * @param to room for that of the input
     */
    public StridedConvolutionGradient(
            Window window, Shape in, Shape out, INDArray weights, INDArray from, INDArray to, Memory memory) {
        this.window = window;
        this.in = in;
        this.out = out;
        this.to = to;
        int batch = (int) from.size(0);
        INDArray rows = Views.of(from, (long) batch * out.height() * out.width(), out.channels());
        long side = out.width() * weights.size(1);
        this.height = (int) Math.min(out.height(), Math.max(1, CACHED / side));
        this.windows = memory.scratch(1, (long) height * out.width(), weights.size(1));
        this.bands = (out.height() + height - 1) / height;
        this.products = new Step[batch * bands];
        for (int i = 0; i < products.length; i++) {
            long first = (long) i / bands * out.height() + (long) i % bands * height;
            long end = Math.min(first + height, (i / bands + 1L) * out.height());
            INDArray band = rows.get(NDArrayIndex.interval(first * out.width(), end * out.width()), NDArrayIndex.all());
            products[i] = memory.operations()
                    .matmul(band, weights, Views.of(windows, (end - first) * out.width(), weights.size(1)));
        }
        WindowAxis columns = window.columns();
        int length = in.width() * in.channels();
        this.parts = memory.heap("windows", 1, out.width() * (int) weights.size(1))[0];
        this.gradient = memory.heap("gradient rows", in.height(), length);
        int period = (columns.kernel() + columns.stride() - 1) / columns.stride();
        this.layers = memory.heap("layers", Math.min(period, out.width()), length);
    }

    @Override
    public void run() {
        FloatBuffer source = HostBuffers.values(windows);
        FloatBuffer target = HostBuffers.values(to);
        int length = in.width() * in.channels();
        for (float[] layer : layers) {
            Arrays.fill(layer, 0, length, 0);
        }
        for (int b = 0; b < products.length / bands; b++) {
            for (int y = 0; y < in.height(); y++) {
                Arrays.fill(gradient[y], 0, length, 0);
            }
            for (int band = 0; band < bands; band++) {
                products[b * bands + band].run();
                HostBuffers.values(windows);
                scatter(source, band * height, Math.min(out.height(), (band + 1) * height));
            }
            for (int y = 0; y < in.height(); y++) {
                target.put((b * in.height() + y) * length, gradient[y], 0, length);
            }
        }
        HostBuffers.written(to);
    }

    private void scatter(FloatBuffer source, int first, int end) {
        int rows = window.rows().kernel();
        int n = out.width() * rows * window.columns().kernel() * in.channels();
        int top = window.rows().before(in.height());
        for (int i = first; i < end; i++) {
            source.get((i - first) * n, parts, 0, n);
            for (int k = 0; k < rows; k++) {
                int y = i * window.rows().stride() - top + k;
                if (y >= 0 && y < in.height()) {
                    lay(k);
                    for (float[] layer : layers) {
                        add(layer, gradient[y], in.width() * in.channels());
                    }
                }
            }
        }
    }

    /** Lays one row of each window where it is in the image, without what hangs over its sides. */
    private void lay(int row) {
        int side = window.columns().kernel() * in.channels();
        int step = window.columns().stride() * in.channels();
        int left = window.columns().before(in.width()) * in.channels();
        int width = in.width() * in.channels();
        int part = window.rows().kernel() * side;
        for (int layer = 0; layer < layers.length; layer++) {
            for (int j = layer; j < out.width(); j += layers.length) {
                int x = j * step - left;
                int begin = Math.max(0, -x);
                int length = Math.min(side, width - x) - begin;
                if (length > 0) {
                    System.arraycopy(parts, j * part + row * side + begin, layers[layer], x + begin, length);
                }
            }
        }
    }

    private static void add(float[] layer, float[] gradient, int n) {
        for (int i = 0; i < n; i++) {
            gradient[i] += layer[i];
        }
    }
}
