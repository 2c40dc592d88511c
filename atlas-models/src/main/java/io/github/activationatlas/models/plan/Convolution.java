package io.github.activationatlas.models.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with frozen weights [rows, columns, inputs, outputs].
 *
 * <p>Reverse: ND4J's own gradient of a convolution also computes the weights' gradient, which costs twice the work, so the gradient with
 * respect to the input is written as a forward convolution. With stride 1 its kernel is the weights flipped in space and transposed in
 * channels. With stride s each of the s x s sub-pixel phases of the input sees its own subset of the taps; all phases are the output
 * channels of one convolution of stride 1, and depth-to-space puts them in place. Rows and columns have the same stride, and the taps lie
 * side by side: {@link #dilated} spreads a dilated kernel, for which oneDNN has no routine of this layout.
 */
record Convolution(Window window, int inputs, int outputs, float[] weights, float @Nullable [] bias)
        implements Operator {

    static Convolution dilated(Window w, int inputs, int outputs, float[] weights, float @Nullable [] bias) {
        Axis rows = w.rows();
        Axis columns = w.columns();
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
    public Step forward(Frame f) {
        return convolve(f, f.input(), f.output(), true);
    }

    @Override
    public Step tangent(Frame f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return convolve(f, inputTangents.get(0), outputTangent, false);
    }

    private Step convolve(Frame f, INDArray in, INDArray out, boolean biased) {
        if (window.pointwise()) {
            return withBias(Products.multiply(in, matrix(f), out), f, out, biased);
        }
        if (seesAll(f)) {
            INDArray all = f.memory().constant(new Key("all", weights), () -> weights, taps() * inputs, outputs);
            Step product = Products.multiply(asOne(in), all, out);
            return withBias(product, f, out, biased);
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
        return convolution(f, in, f.shape(), w, b, out, window, window.margins(f.shape()));
    }

    private Step withBias(Step product, Frame f, INDArray out, boolean biased) {
        return biased && bias != null
                ? product.then(Ops.custom("biasadd", new INDArray[] {out, bias(f)}, out))
                : product;
    }

    private long taps() {
        return (long) window.rows().kernel() * window.columns().kernel();
    }

    /** Whether one window lies on the whole input: then all of it is one position. */
    private boolean seesAll(Frame f) {
        return window.unpadded()
                && f.shape().height() == window.rows().kernel()
                && f.shape().width() == window.columns().kernel();
    }

    /** [batch, height, width, channels] as one position of many channels. */
    private static INDArray asOne(INDArray array) {
        return array.reshape('c', array.size(0), 1, 1, array.length() / array.size(0));
    }

    private INDArray matrix(Frame f) {
        return f.memory().constant(weights, () -> weights, inputs, outputs);
    }

    private INDArray bias(Frame f) {
        return f.memory().constant(bias, () -> bias, outputs);
    }

    /** A convolution whose windows reach over the sides by given margins; unequal margins need a padded copy. */
    private static Step convolution(
            Frame f,
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
            return Ops.custom("conv2d", arguments, out, window.arguments(m.top(), m.left(), sameRule, 1, 0));
        }
        Shape around = m.around(shape);
        INDArray padded = f.memory().scratch(0, around.batched(f.batch()));
        INDArray inside = Ops.inside(padded, m.top(), m.left(), shape);
        Step pad = () -> {
            padded.assign(0);
            inside.assign(in);
        };
        Window bare = new Window(bare(window.rows()), bare(window.columns()));
        return pad.then(convolution(f, padded, around, w, b, out, bare, new Margins(0, 0, 0, 0)));
    }

    private static Axis bare(Axis a) {
        return new Axis(a.kernel(), a.stride(), a.dilation(), 0, 0, false);
    }

    @Override
    public Step reverse(Frame f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        if (window.pointwise()) {
            INDArray transposed = f.memory().constant(new Key("flipped", weights), this::flipped, outputs, inputs);
            return Products.multiply(outputGradient, transposed, to);
        }
        if (seesAll(f)) {
            INDArray transposed =
                    f.memory().constant(new Key("transposed", weights), this::transposed, outputs, taps() * inputs);
            return Products.multiply(outputGradient, transposed, asOne(to));
        }
        return window.rows().stride() == 1
                ? reverseDense(f, outputGradient, to)
                : reverseStrided(f, outputGradient, to);
    }

    private Step reverseDense(Frame f, INDArray from, INDArray to) {
        Axis r = window.rows();
        Axis c = window.columns();
        Margins m = window.margins(f.shape());
        Margins back = new Margins(
                r.extent() - 1 - m.top(),
                r.extent() - 1 - m.bottom(),
                c.extent() - 1 - m.left(),
                c.extent() - 1 - m.right());
        Window w = new Window(new Axis(r.kernel(), 1, 1, 0, 0, false), new Axis(c.kernel(), 1, 1, 0, 0, false));
        INDArray flipped = f.memory()
                .constant(new Key("flipped", weights), this::flipped, r.kernel(), c.kernel(), outputs, inputs);
        if (back.notNegative()) {
            return convolution(f, from, f.outputShape(), flipped, null, to, w, back);
        }
        // Padding as wide as the kernel: the outermost results saw nothing but padding.
        Margins cut = back.missing();
        Shape kept = cut.inside(f.outputShape());
        INDArray seen = f.memory().scratch(1, kept.batched(f.batch()));
        return Ops.copy(Ops.inside(from, cut.top(), cut.left(), kept), seen)
                .then(convolution(f, seen, kept, flipped, null, to, w, back.notBelowZero()));
    }

    private float[] transposed() {
        float[] transposed = new float[weights.length];
        int rows = weights.length / outputs;
        for (int i = 0; i < rows; i++) {
            for (int o = 0; o < outputs; o++) {
                transposed[o * rows + i] = weights[i * outputs + o];
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

    private Step reverseStrided(Frame f, INDArray from, INDArray to) {
        int s = window.rows().stride();
        Phases rows = Phases.of(window.rows(), f.shape().height());
        Phases columns = Phases.of(window.columns(), f.shape().width());
        INDArray kernel = f.memory()
                .constant(
                        new Key("phases", weights),
                        () -> phased(rows.taps(), columns.taps()),
                        rows.taps(),
                        columns.taps(),
                        outputs,
                        (long) s * s * inputs);
        INDArray phases =
                f.memory().scratch(1, f.batch(), rows.positions(), columns.positions(), (long) s * s * inputs);
        Window w = new Window(new Axis(rows.taps(), 1, 1, 0, 0, false), new Axis(columns.taps(), 1, 1, 0, 0, false));
        Margins m = new Margins(rows.padding(), rows.padding(), columns.padding(), columns.padding());
        Step convolve = convolution(f, from, f.outputShape(), kernel, null, phases, w, m);
        return convolve.then(new Interleaving(phases, to, s, rows.start(), columns.start()));
    }

    /** Weights [taps, taps, outputs, phases x inputs]; a tap that a phase does not have is zero. */
    private float[] phased(int tapRows, int tapColumns) {
        int s = window.rows().stride();
        int kernelRows = window.rows().kernel();
        int kernelColumns = window.columns().kernel();
        float[] phased = new float[tapRows * tapColumns * outputs * s * s * inputs];
        for (int y = 0; y < kernelRows; y++) {
            for (int x = 0; x < kernelColumns; x++) {
                int tap = (tapRows - 1 - y / s) * tapColumns + tapColumns - 1 - x / s;
                int phase = y % s * s + x % s;
                for (int i = 0; i < inputs; i++) {
                    for (int o = 0; o < outputs; o++) {
                        phased[((tap * outputs + o) * s * s + phase) * inputs + i] =
                                weights[((y * kernelColumns + x) * inputs + i) * outputs + o];
                    }
                }
            }
        }
        return phased;
    }

    /**
     * The transposed convolution along one axis.
     *
     * @param taps taps of the longest phase
     * @param padding zeros on either side of the gradient
     * @param positions coarse positions that come out
     * @param start fine position of the first input position among stride x positions
     */
    private record Phases(int taps, int padding, int positions, int start) {
        static Phases of(Axis axis, int n) {
            int s = axis.stride();
            int before = axis.before(n);
            int outputs = axis.output(n);
            int taps = (axis.kernel() + s - 1) / s;
            int first = before / s;
            int wanted = (n - 1 + before) / s - first + 1;
            int left = taps - 1 - first;
            int padding = Math.max(Math.max(left, 0), wanted - outputs - left + taps - 1);
            return new Phases(
                    taps, padding, outputs + 2 * padding - taps + 1, before - s * first + s * (padding - left));
        }
    }

    private record Key(String what, float[] of) {}
}
