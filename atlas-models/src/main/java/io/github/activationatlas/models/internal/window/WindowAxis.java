package io.github.activationatlas.models.internal.window;

/**
 * How a window slides along one axis of an image: the geometry that convolution and pooling share.
 *
 * @param kernel taps
 * @param stride step between windows
 * @param dilation distance between taps
 * @param before padding before the first position; ignored when {@code same}
 * @param after padding behind the last position; ignored when {@code same}
 * @param same whether padding is chosen so that the output has ceil(n / stride) positions, the odd one behind, as in TensorFlow
 */
public record WindowAxis(int kernel, int stride, int dilation, int before, int after, boolean same) {

    /** Distance from the first tap to just behind the last. */
    public int extent() {
        return (kernel - 1) * dilation + 1;
    }

    public int output(int n) {
        return same ? (n + stride - 1) / stride : Math.floorDiv(n + before + after - extent(), stride) + 1;
    }

    /** Padding before the first position for an input of n. */
    public int before(int n) {
        return same ? overhang(n) / 2 : before;
    }

    /** Positions that the last window reaches behind an input of n. */
    public int after(int n) {
        return Math.max(0, (output(n) - 1) * stride + extent() - n - before(n));
    }

    private int overhang(int n) {
        return Math.max(0, (output(n) - 1) * stride + extent() - n);
    }

    /** Whether equal padding on both sides gives the same windows as this geometry: what more of it there is behind, none sees. */
    public boolean fitsEqualPadding(int n) {
        int before = before(n);
        return new WindowAxis(kernel, stride, dilation, before, before, false).output(n) == output(n);
    }

    public WindowAxis padded(int extraBefore, int extraAfter) {
        return new WindowAxis(kernel, stride, dilation, before + extraBefore, after + extraAfter, false);
    }

    /** The same window with its gaps as taps. */
    public WindowAxis spread() {
        return new WindowAxis(extent(), stride, 1, before, after, same);
    }

    /** The same windows over what is left of n positions, when some outputs are cut off before and behind. */
    public WindowAxis narrowed(int n, int cutBefore, int cutAfter) {
        return new WindowAxis(
                kernel, stride, dilation, Math.max(0, -first(n, cutBefore)), Math.max(0, end(n, cutAfter) - n), false);
    }

    /** How many of n positions no window sees before the first that is left, when some outputs are cut off there. */
    int unseenBefore(int n, int cutBefore) {
        return Math.max(0, first(n, cutBefore));
    }

    /** The same behind the last. */
    int unseenAfter(int n, int cutAfter) {
        return Math.max(0, n - end(n, cutAfter));
    }

    private int first(int n, int cutBefore) {
        return cutBefore * stride - before(n);
    }

    private int end(int n, int cutAfter) {
        return (output(n) - 1 - cutAfter) * stride - before(n) + extent();
    }
}
