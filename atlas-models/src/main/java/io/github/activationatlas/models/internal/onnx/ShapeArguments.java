package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** What operators that count or choose values say: the axes behind them, orders, places and slices. */
final class ShapeArguments {
    private ShapeArguments() {}

    /** The axes behind a reshape, flattening, squeeze or unsqueeze. */
    static int[] dims(OnnxNode node) {
        int[] in = node.shape(0).dims().toArray();
        return switch (node.operator()) {
            case "Reshape" -> reshaped(node, in);
            case "Flatten" -> {
                int axis = node.integer("axis", 1);
                int split = axis == in.length ? axis : TensorShape.axis(axis, in.length);
                yield new int[] {product(in, 0, split), product(in, split, in.length)};
            }
            case "Squeeze" -> squeezed(node, in);
            default -> unsqueezed(node, in);
        };
    }

    private static int product(int[] dims, int from, int to) {
        return Arrays.stream(dims, from, to).reduce(1, (a, b) -> a * b);
    }

    private static int[] reshaped(OnnxNode node, int[] in) {
        int[] to = node.constant(1).integers().clone();
        boolean zeroIsZero = node.integer("allowzero", 0) == 1;
        int open = -1;
        long known = 1;
        for (int i = 0; i < to.length; i++) {
            if (to[i] == 0 && !zeroIsZero) {
                checkArgument(i < in.length, "a reshape copies axis %s of a tensor of rank %s", i, in.length);
                to[i] = in[i];
            }
            if (to[i] == -1) {
                checkArgument(open < 0, "a reshape leaves two axes open");
                open = i;
            } else {
                checkArgument(to[i] >= 0, "a reshape to an axis of %s", to[i]);
                known *= to[i];
            }
        }
        long size = product(in, 0, in.length);
        if (open >= 0) {
            checkArgument(
                    known > 0 && size % known == 0,
                    "a tensor of the shape %s cannot be reshaped to %s: this network needs the image size that it was made for",
                    Arrays.toString(in),
                    Arrays.toString(to));
            to[open] = (int) (size / known);
        }
        checkArgument(
                product(to, 0, to.length) == size,
                "a tensor of the shape %s cannot be reshaped to %s: this network needs the image size that it was made for",
                Arrays.toString(in),
                Arrays.toString(to));
        return to;
    }

    private static int[] givenAxes(OnnxNode node) {
        return node.has(1) ? node.constant(1).integers() : node.integers("axes");
    }

    private static int[] squeezed(OnnxNode node, int[] in) {
        Set<Integer> axes = new HashSet<>();
        for (int axis : givenAxes(node)) {
            int own = TensorShape.axis(axis, in.length);
            checkArgument(in[own] == 1, "axis %s of %s cannot be squeezed", axis, Arrays.toString(in));
            axes.add(own);
        }
        boolean all = !node.has(1) && !node.hasAttribute("axes");
        return IntStream.range(0, in.length)
                .filter(i -> all ? in[i] != 1 : !axes.contains(i))
                .map(i -> in[i])
                .toArray();
    }

    private static int[] unsqueezed(OnnxNode node, int[] in) {
        int[] given = givenAxes(node);
        int rank = in.length + given.length;
        Set<Integer> axes = new HashSet<>();
        Arrays.stream(given).forEach(axis -> axes.add(TensorShape.axis(axis, rank)));
        checkArgument(axes.size() == given.length, "axes %s are not all different", Arrays.toString(given));
        int[] dims = new int[rank];
        int from = 0;
        for (int i = 0; i < rank; i++) {
            dims[i] = axes.contains(i) ? 1 : in[from++];
        }
        return dims;
    }

    static int[] permutation(OnnxNode node, int rank) {
        int[] backwards = IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
        int[] axes = node.integers("perm", backwards);
        checkArgument(
                Arrays.stream(axes)
                        .sorted()
                        .boxed()
                        .toList()
                        .equals(IntStream.range(0, rank).boxed().toList()),
                "attribute perm = %s is not an order of %s axes",
                Arrays.toString(axes),
                rank);
        return axes;
    }

    /** Places along an axis of a length, which may count from behind. */
    static int[] places(OnnxTensor indices, int length) {
        int[] places = indices.integers().clone();
        for (int i = 0; i < places.length; i++) {
            checkArgument(
                    places[i] >= -length && places[i] < length,
                    "index %s lies outside an axis of %s",
                    places[i],
                    length);
            places[i] += places[i] < 0 ? length : 0;
        }
        return places;
    }

    /** For each axis where a slice starts, its step and how many places it takes. */
    static int[][] slices(OnnxNode node, int[] in) {
        int[] starts = node.has(1) ? node.constant(1).integers() : node.integers("starts");
        int[] ends = node.has(2) ? node.constant(2).integers() : node.integers("ends");
        int[] axes = node.has(3)
                ? node.constant(3).integers()
                : node.integers("axes", IntStream.range(0, starts.length).toArray());
        int[] steps = node.has(4) ? node.constant(4).integers() : new int[starts.length];
        checkArgument(
                starts.length == ends.length && axes.length == starts.length && steps.length == starts.length,
                "a slice has starts, ends, axes and steps of other lengths");
        int[][] slices = new int[in.length][];
        Arrays.setAll(slices, i -> new int[] {0, 1, in[i]});
        for (int i = 0; i < starts.length; i++) {
            int axis = TensorShape.axis(axes[i], in.length);
            int n = in[axis];
            int step = node.has(4) ? steps[i] : 1;
            checkArgument(step != 0, "a slice has the step 0");
            long start = starts[i] < 0 ? (long) starts[i] + n : starts[i];
            long end = ends[i] < 0 ? (long) ends[i] + n : ends[i];
            start = Math.max(0, Math.min(step > 0 ? n : n - 1, start));
            end = Math.max(step > 0 ? 0 : -1, Math.min(n, end));
            long count = Math.max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
            slices[axis] = new int[] {(int) start, step, (int) count};
        }
        return slices;
    }
}
