package io.github.activationatlas.models.internal.window;

import io.github.activationatlas.models.Shape;

/**
 * How a pooling of any geometry is said in ND4J's terms, which know only equal padding on both sides and TensorFlow's SAME rule.
 *
 * @param padded whether neither fits, so that the input must be copied into an array with these margins
 */
public record PoolingArguments(boolean padded, Margins margins, long[] arguments) {

    public static PoolingArguments of(Window window, Shape in) {
        return of(window, in, 0);
    }

    /**
     * The geometry with one more argument.
     *
     * @param extra ND4J's extra argument: for an average, 1 counts padding
     */
    public static PoolingArguments of(Window window, Shape in, int extra) {
        Margins m = window.margins(in);
        if (window.same() || sameRule(window, in, m)) {
            return new PoolingArguments(false, m, window.arguments(0, 0, true, extra, 1));
        }
        if (window.fitsEqualPadding(in)) {
            return new PoolingArguments(false, m, window.arguments(m.top(), m.left(), false, extra, 1));
        }
        return new PoolingArguments(true, m, window.arguments(0, 0, false, extra, 1));
    }

    private static boolean sameRule(Window w, Shape in, Margins m) {
        return sameRule(w.rows(), in.height(), m.top()) && sameRule(w.columns(), in.width(), m.left());
    }

    private static boolean sameRule(WindowAxis a, int n, int before) {
        WindowAxis same = new WindowAxis(a.kernel(), a.stride(), a.dilation(), 0, 0, true);
        return same.output(n) == a.output(n) && same.before(n) == before;
    }
}
