package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.kernel.StridedConvolutionGradient;
import io.github.activationatlas.models.internal.kernel.Winograd;
import io.github.activationatlas.models.internal.kernel.WinogradConvolution;
import io.github.activationatlas.models.internal.window.Margins;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with frozen weights [rows, columns, inputs, outputs].
 *
 * <p>Reverse: ND4J's own gradient of a convolution also computes the weights' gradient, which costs twice the work, so the gradient with
 * respect to the input is written as a forward convolution. With stride 1 its kernel is the weights flipped in space and transposed in
 * channels. With a larger stride {@link StridedConvolutionGradient} adds up windows. Large 3 x 3 convolutions are computed by
 * {@link WinogradConvolution}, which takes three quarters of the time. Rows and columns have the same stride, and the taps lie
 * side by side: {@link #dilated} spreads a dilated kernel, for which oneDNN has no routine of this layout.
 */
public record Convolution(Window window, int inputs, int outputs, float[] weights, float @Nullable [] bias)
        implements ImageOperator {

    public static Convolution dilated(Window w, int inputs, int outputs, float[] weights, float @Nullable [] bias) {
        WindowAxis rows = w.rows();
        WindowAxis columns = w.columns();
        if (rows.dilation() == 1 && columns.dilation() == 1) {
            return new Convolution(w, inputs, outputs, weights, bias);
        }
        int tap = inputs * outputs;
        float[] spread = new float[rows.extent() * columns.extent() * tap];
        for (int y = 0; y < rows.kernel(); y++) {
            for (int x = 0; x < columns.kernel(); x++) {
                int to = y * rows.dilation() * columns.extent() + x * columns.dilation();
                System.arraycopy(weights, (y * columns.kernel() + x) * tap, spread, to * tap, tap);
            }
        }
        return new Convolution(new Window(rows.spread(), columns.spread()), inputs, outputs, spread, bias);
    }

    @Override
    public Shape output(List<Shape> in) {
        return window.output(in.get(0), outputs);
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return convolve(f, f.input(), f.output(), true);
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return convolve(f, inputTangents.get(0), outputTangent, false);
    }

    private Step convolve(OperatorBuffers f, INDArray in, INDArray out, boolean biased) {
        if (window.pointwise() || seesAll(f)) {
            Step product = f.ops().product(window.pointwise() ? in : asOne(in), matrix(f), out);
            return biased ? withBias(product, f, out) : product;
        }
        Margins margins = window.margins(f.shape());
        if (winograd(f.outputShape())) {
            INDArray factors = factors(f, "factors", () -> weights, inputs, outputs);
            return new WinogradConvolution(f.shape(), margins, factors, biased ? bias : null, in, out, f.memory());
        }
        INDArray w = f.memory()
                .constant(
                        weights,
                        () -> weights,
                        window.rows().kernel(),
                        window.columns().kernel(),
                        inputs,
                        outputs);
        INDArray b = biased && bias != null ? bias(f) : null;
        return convolution(f, in, f.shape(), w, b, out, window, margins);
    }

    /** Whether to compute a result of such a shape by Winograd's products; that depends on shapes only, not on the machine or the batch. */
    private boolean winograd(Shape result) {
        return taps() == 9
                && window.rows().kernel() == 3
                && window.rows().stride() == 1
                && Winograd.pays(result, inputs, outputs);
    }

    private INDArray factors(OperatorBuffers f, String name, Supplier<float[]> kernel, int from, int to) {
        return f.memory()
                .constant(
                        new Key(name, weights),
                        () -> Winograd.factors(kernel.get()),
                        (long) Winograd.PRODUCTS * from,
                        to);
    }

    Step withBias(Step product, OperatorBuffers f, INDArray out) {
        return bias != null ? product.then(f.ops().custom("biasadd", new INDArray[] {out, bias(f)}, out)) : product;
    }

    private long taps() {
        return (long) window.rows().kernel() * window.columns().kernel();
    }

    /** Whether one window lies on the whole input: then all of it is one position. */
    private boolean seesAll(OperatorBuffers f) {
        return window.unpadded()
                && f.shape().height() == window.rows().kernel()
                && f.shape().width() == window.columns().kernel();
    }

    /** [batch, height, width, channels] as one position of many channels. */
    private static INDArray asOne(INDArray array) {
        return Views.of(array, array.size(0), 1, 1, array.length() / array.size(0));
    }

    private INDArray matrix(OperatorBuffers f) {
        return f.memory().constant(weights, () -> weights, taps() * inputs, outputs);
    }

    private INDArray bias(OperatorBuffers f) {
        return f.memory().constant(bias, () -> bias, outputs);
    }

    /** A convolution whose windows reach over the sides by given margins; unequal margins need a padded copy. */
    private static Step convolution(
            OperatorBuffers f,
            INDArray in,
            Shape shape,
            INDArray w,
            @Nullable INDArray b,
            INDArray out,
            Window window,
            Margins m) {
        if (window.same() || m.symmetric() || window.fitsEqualPadding(shape)) {
            boolean sameRule = window.same() && !m.symmetric();
            INDArray[] arguments = b == null ? new INDArray[] {in, w} : new INDArray[] {in, w, b};
            return f.ops().custom("conv2d", arguments, out, window.arguments(m.top(), m.left(), sameRule, 1, 0));
        }
        Shape around = m.around(shape);
        INDArray padded = f.memory().scratch(0, Views.shape(f.batch(), around));
        INDArray inside = Operations.inside(padded, m.top(), m.left(), shape);
        Step pad = () -> {
            padded.assign(0);
            inside.assign(in);
        };
        Window bare = new Window(bare(window.rows()), bare(window.columns()));
        return pad.then(convolution(f, padded, around, w, b, out, bare, new Margins(0, 0, 0, 0)));
    }

    private static WindowAxis bare(WindowAxis a) {
        return new WindowAxis(a.kernel(), a.stride(), a.dilation(), 0, 0, false);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        if (window.pointwise() || seesAll(f)) {
            return f.ops().product(outputGradient, transposed(f), window.pointwise() ? to : asOne(to));
        }
        return window.rows().stride() == 1
                ? reverseDense(f, outputGradient, to)
                : reverseStrided(f, outputGradient, to);
    }

    private Step reverseDense(OperatorBuffers f, INDArray from, INDArray to) {
        WindowAxis r = window.rows();
        WindowAxis c = window.columns();
        Margins m = window.margins(f.shape());
        Margins back = new Margins(
                r.extent() - 1 - m.top(),
                r.extent() - 1 - m.bottom(),
                c.extent() - 1 - m.left(),
                c.extent() - 1 - m.right());
        if (back.notNegative() && winograd(f.shape())) {
            INDArray factors = factors(f, "flipped factors", this::flipped, outputs, inputs);
            return new WinogradConvolution(f.outputShape(), back, factors, null, from, to, f.memory());
        }
        Window w = new Window(
                new WindowAxis(r.kernel(), 1, 1, 0, 0, false), new WindowAxis(c.kernel(), 1, 1, 0, 0, false));
        INDArray flipped = f.memory()
                .constant(new Key("flipped", weights), this::flipped, r.kernel(), c.kernel(), outputs, inputs);
        if (back.notNegative()) {
            return convolution(f, from, f.outputShape(), flipped, null, to, w, back);
        }
        // Padding as wide as the kernel: the outermost results saw nothing but padding.
        Margins cut = back.missing();
        Shape kept = cut.inside(f.outputShape());
        INDArray seen = f.memory().scratch(1, Views.shape(f.batch(), kept));
        return f.ops()
                .copy(Operations.inside(from, cut.top(), cut.left(), kept), seen)
                .then(convolution(f, seen, kept, flipped, null, to, w, back.notBelowZero()));
    }

    private INDArray transposed(OperatorBuffers f) {
        return f.memory().constant(new Key("transposed", weights), this::transposed, outputs, taps() * inputs);
    }

    private float[] transposed() {
        return transposed(0, weights.length / outputs);
    }

    /** Some of the weights' rows as columns. */
    public float[] transposed(int first, int count) {
        float[] transposed = new float[count * outputs];
        for (int i = 0; i < count; i++) {
            for (int o = 0; o < outputs; o++) {
                transposed[o * count + i] = weights[(first + i) * outputs + o];
            }
        }
        return transposed;
    }

    private float[] flipped() {
        int rows = window.rows().kernel();
        int columns = window.columns().kernel();
        float[] flipped = new float[weights.length];
        for (int tap = 0; tap < rows * columns; tap++) {
            int mirror = rows * columns - 1 - tap;
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    flipped[(mirror * outputs + o) * inputs + i] = weights[(tap * inputs + i) * outputs + o];
                }
            }
        }
        return flipped;
    }

    private Step reverseStrided(OperatorBuffers f, INDArray from, INDArray to) {
        return new StridedConvolutionGradient(window, f.shape(), f.outputShape(), transposed(f), from, to, f.memory());
    }

    private record Key(String what, float[] of) {}
}
