package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.tensor.AxisMap;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The attributes that convolution and pooling share. Those of a sequence are those of an image of one row.
 *
 * @param kernel rows and columns; empty if the weights say it
 * @param pads before the rows, before the columns, behind the rows, behind the columns
 * @param auto ONNX's auto_pad
 * @param ceil whether a last window may reach over the end
 */
record WindowAttributes(int[] kernel, int[] strides, int[] dilations, int[] pads, String auto, boolean ceil) {
    private static final int MOST = 1 << 14;

    static WindowAttributes of(OnnxNode node, int sides) {
        node.require("auto_pad", "NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID");
        String auto = node.text("auto_pad", "NOTSET");
        boolean ceil = node.integer("ceil_mode", 0) == 1;
        int[] pads = sides(node, "pads", sides, 2, 0);
        return new WindowAttributes(
                node.hasAttribute("kernel_shape") ? sides(node, "kernel_shape", sides, 1, 1) : new int[0],
                sides(node, "strides", sides, 1, 1),
                sides(node, "dilations", sides, 1, 1),
                auto.equals("VALID") ? new int[4] : pads,
                auto,
                ceil);
    }

    /** An attribute of one or two numbers a side, those of rows first. */
    private static int[] sides(OnnxNode node, String name, int sides, int each, int least) {
        int[] given = node.integers(name);
        if (given.length == 0) {
            int[] values = new int[2 * each];
            Arrays.fill(values, least);
            return values;
        }
        checkArgument(
                given.length == sides * each && Arrays.stream(given).allMatch(v -> v >= least && v < MOST),
                "attribute %s = %s is not supported for an image of %s sides",
                name,
                Arrays.toString(given),
                sides);
        if (sides == 2) {
            return given;
        }
        return each == 1 ? new int[] {1, given[0]} : new int[] {0, given[0], 0, given[1]};
    }

    /** Weights' dims as those of an image's, and in accordance with the kernel that is said. */
    int[] square(int[] dims) {
        int[] four = dims.length == 3 ? new int[] {dims[0], dims[1], 1, dims[2]} : dims;
        checkArgument(four.length == 4, "weights of the shape %s are not supported", Arrays.toString(dims));
        checkArgument(
                Arrays.stream(four).allMatch(d -> d > 0), "weights of the shape %s are empty", Arrays.toString(dims));
        checkArgument(
                kernel.length == 0 || kernel[0] == four[2] && kernel[1] == four[3],
                "attribute kernel_shape = %s differs from that of the weights, %s",
                Arrays.toString(kernel),
                Arrays.toString(dims));
        return four;
    }

    Window pool(Shape image) {
        checkArgument(kernel.length == 2, "attribute kernel_shape is missing");
        return window(kernel[0], kernel[1], image);
    }

    Window window(int rows, int columns, Shape image) {
        checkArgument(
                Math.multiplyExact(rows - 1, dilations[0]) < MOST
                        && Math.multiplyExact(columns - 1, dilations[1]) < MOST,
                "attribute dilations = %s is too large",
                Arrays.toString(dilations));
        return new Window(axis(0, rows, image.height()), axis(1, columns, image.width()));
    }

    private WindowAxis axis(int side, int size, int n) {
        int stride = strides[side];
        int dilation = dilations[side];
        if (auto.equals("SAME_UPPER")) {
            return new WindowAxis(size, stride, dilation, 0, 0, true);
        }
        WindowAxis plain = new WindowAxis(size, stride, dilation, pads[side], pads[2 + side], false);
        if (auto.equals("SAME_LOWER")) {
            int over = Math.max(0, ((n + stride - 1) / stride - 1) * stride + plain.extent() - n);
            return new WindowAxis(size, stride, dilation, over - over / 2, over / 2, false);
        }
        if (!ceil) {
            return plain;
        }
        int room = n + pads[side] + pads[2 + side] - plain.extent();
        int count = Math.floorDiv(room + stride - 1, stride) + 1;
        // A last window must begin in the image or before it.
        count -= (count - 1) * stride >= n + pads[side] ? 1 : 0;
        int after = Math.max(pads[2 + side], (count - 1) * stride + plain.extent() - n - pads[side]);
        WindowAxis wide = new WindowAxis(size, stride, dilation, pads[side], after, false);
        return wide.output(n) == count ? wide : plain;
    }

    /** The mean of each window's places along one axis of an image; padding counts as zeros, or not at all. */
    AxisMap mean(Result in, int axis, WindowAxis window, boolean counted) {
        return weighted(in, axis, window, counted, true);
    }

    AxisMap sum(Result in, int axis, WindowAxis window) {
        return weighted(in, axis, window, true, false);
    }

    private AxisMap weighted(Result in, int axis, WindowAxis window, boolean counted, boolean mean) {
        int n = in.shape().dim(axis);
        int before = window.before(n);
        int behind = auto.startsWith("SAME") ? window.after(n) : pads[axis];
        int[][] places = new int[window.output(n)][];
        float[][] weights = new float[places.length][];
        for (int o = 0; o < places.length; o++) {
            int first = o * window.stride() - before;
            places[o] = IntStream.range(0, window.kernel())
                    .map(t -> first + t * window.dilation())
                    .filter(at -> at >= 0 && at < n)
                    .toArray();
            long count = counted
                    ? IntStream.range(0, window.kernel())
                            .map(t -> first + t * window.dilation())
                            .filter(at -> at < n + behind)
                            .count()
                    : places[o].length;
            weights[o] = new float[places[o].length];
            Arrays.fill(weights[o], mean ? 1f / Math.max(1, count) : 1);
        }
        return new AxisMap(in.shape(), axis, places, weights);
    }

    /** The windows by which a transposed convolution spreads its input. */
    WindowAxis[] transposed(OnnxNode node, int rows, int columns, Shape image) {
        int[] extra = sides(node, "output_padding", kernelSides(node), 1, 0);
        int[] shape = node.integers("output_shape");
        WindowAxis[] axes = new WindowAxis[2];
        for (int side = 0; side < 2; side++) {
            int size = side == 0 ? rows : columns;
            int n = side == 0 ? image.height() : image.width();
            int full = (n - 1) * strides[side] + extra[side] + (size - 1) * dilations[side] + 1;
            int before = pads[side];
            int behind = pads[2 + side];
            boolean same = auto.startsWith("SAME");
            if (shape.length > 0 || same) {
                int wanted = shape.length > 0 ? side(shape, side) : n * strides[side];
                int total = Math.max(0, full - wanted);
                before = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                behind = total - before;
            }
            axes[side] = new WindowAxis(size, strides[side], dilations[side], before, behind, false);
        }
        return axes;
    }

    private static int kernelSides(OnnxNode node) {
        return node.shape(0).rank() - 2;
    }

    private static int side(int[] shape, int side) {
        return shape.length == 1 ? side == 0 ? 1 : shape[0] : shape[shape.length - 2 + side];
    }

    int transposedSize(OnnxNode node, int side, WindowAxis axis, int n) {
        int[] shape = node.integers("output_shape");
        if (shape.length > 0) {
            return side(shape, side);
        }
        if (auto.startsWith("SAME")) {
            return n * strides[side];
        }
        int[] extra = sides(node, "output_padding", kernelSides(node), 1, 0);
        int size = (n - 1) * axis.stride() + extra[side] + axis.extent() - axis.before() - axis.after();
        checkArgument(size > 0 && size < MOST, "a side of %s is left", size);
        return size;
    }
}
