package io.github.activationatlas.models.internal.window;

import io.github.activationatlas.models.Shape;

/** A window's geometry over rows and columns. */
public record Window(WindowAxis rows, WindowAxis columns) {

    /** The window of an operator that sees one position only. */
    public static final Window POINT =
            new Window(new WindowAxis(1, 1, 1, 0, 0, false), new WindowAxis(1, 1, 1, 0, 0, false));

    public Shape output(Shape in, int channels) {
        return new Shape(rows.output(in.height()), columns.output(in.width()), channels);
    }

    public boolean same() {
        return rows.same();
    }

    public boolean unpadded() {
        return !same() && rows.before() == 0 && rows.after() == 0 && columns.before() == 0 && columns.after() == 0;
    }

    /** Whether ND4J's equal padding on both sides says the same. */
    public boolean fitsEqualPadding(Shape in) {
        return rows.fitsEqualPadding(in.height()) && columns.fitsEqualPadding(in.width());
    }

    /** Whether each output position sees the input position at its own place and no other. */
    public boolean pointwise() {
        return rows.extent() == 1
                && columns.extent() == 1
                && rows.stride() == 1
                && columns.stride() == 1
                && (same() || unpadded());
    }

    public Window padded(Margins m) {
        return new Window(rows.padded(m.top(), m.bottom()), columns.padded(m.left(), m.right()));
    }

    /** What a window of this geometry reaches over the sides of an input. */
    public Margins margins(Shape in) {
        return new Margins(
                rows.before(in.height()),
                rows.after(in.height()),
                columns.before(in.width()),
                columns.after(in.width()));
    }

    /** The leading integer arguments of ND4J's windowed operations, with explicit symmetric padding. */
    public long[] arguments(int padRows, int padColumns, boolean sameMode, long... rest) {
        long[] args = {
            rows.kernel(),
            columns.kernel(),
            rows.stride(),
            columns.stride(),
            padRows,
            padColumns,
            rows.dilation(),
            columns.dilation(),
            sameMode ? 1 : 0
        };
        return com.google.common.primitives.Longs.concat(args, rest);
    }

    /** The same windows over what {@link #unseen} leaves of an input, when some of the output is cut off. */
    public Window narrowed(Shape in, Margins cut) {
        return new Window(
                rows.narrowed(in.height(), cut.top(), cut.bottom()),
                columns.narrowed(in.width(), cut.left(), cut.right()));
    }

    /** What of an input no window sees, when some of the output is cut off. */
    public Margins unseen(Shape in, Margins cut) {
        return new Margins(
                rows.unseenBefore(in.height(), cut.top()),
                rows.unseenAfter(in.height(), cut.bottom()),
                columns.unseenBefore(in.width(), cut.left()),
                columns.unseenAfter(in.width(), cut.right()));
    }
}
