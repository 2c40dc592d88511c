package io.github.activationatlas.models.internal.shape;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import io.github.activationatlas.models.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a value for one image: its axes as a file counts them, the batch's axis being 1 long, and the order in which these axes lie in
 * memory. The values of several images lie one image behind the other.
 *
 * @param dims the length of each axis
 * @param order the axes from the outermost to the innermost in memory
 * @param batch the axis along which the images of a batch are counted; {@link #NONE} if that is of no matter
 */
public record TensorShape(ImmutableIntArray dims, ImmutableIntArray order, int batch) {
    /** No axis. */
    public static final int NONE = -1;

    private static final ImmutableIntArray CHANNELS_LAST = ImmutableIntArray.of(0, 2, 3, 1);

    public TensorShape {
        checkArgument(dims.length() == order.length(), "an order of %s is not one of %s", order, dims);
        long size = 1;
        for (int i = 0; i < dims.length(); i++) {
            checkArgument(dims.get(i) >= 0, "an axis cannot be %s long", dims.get(i));
            size *= dims.get(i);
            checkArgument(size <= Integer.MAX_VALUE / 2, "a tensor of the shape %s is too large", dims);
        }
    }

    /** A tensor whose last axis is the innermost. */
    public static TensorShape of(int... dims) {
        return new TensorShape(
                ImmutableIntArray.copyOf(dims), ImmutableIntArray.copyOf(IntStream.range(0, dims.length)), NONE);
    }

    public TensorShape withBatch(int axis) {
        return new TensorShape(dims, order, axis);
    }

    public TensorShape withOrder(int... axes) {
        return new TensorShape(dims, ImmutableIntArray.copyOf(axes), batch);
    }

    public TensorShape lyingAs(TensorShape other) {
        return new TensorShape(dims, other.order, batch);
    }

    /**
     * Refuses an operator that lets the images of a batch see each other.
     *
     * @throws IllegalArgumentException if the axis is that of the batch
     */
    public void requireOneImage(int axis) {
        checkArgument(
                axis != batch,
                "axis %s is that of the batch: the images of a batch cannot be computed one by one",
                axis);
    }

    /** An image, counted [1, channels, height, width] with the channels innermost. */
    public static TensorShape image(Shape shape) {
        return new TensorShape(
                ImmutableIntArray.of(1, shape.channels(), shape.height(), shape.width()), CHANNELS_LAST, NONE);
    }

    public int rank() {
        return dims.length();
    }

    public int dim(int axis) {
        return dims.get(axis);
    }

    public int size() {
        return dims.stream().reduce(1, (a, b) -> a * b);
    }

    /** The axis that a number means, which may count from behind. */
    public int axis(int axis) {
        return axis(axis, rank());
    }

    public static int axis(int axis, int rank) {
        checkArgument(axis >= -rank && axis < rank, "axis %s is not one of a tensor of rank %s", axis, rank);
        return axis < 0 ? axis + rank : axis;
    }

    /** How far apart neighbours along each axis lie. */
    public int[] strides() {
        int[] strides = new int[rank()];
        int step = 1;
        for (int i = rank() - 1; i >= 0; i--) {
            strides[order.get(i)] = step;
            step *= Math.max(1, dim(order.get(i)));
        }
        return strides;
    }

    /** The same axes in memory, counted in another order: axis i is what was axis {@code axes[i]}. */
    public TensorShape transposed(int... axes) {
        int[] inverse = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            inverse[axes[i]] = i;
        }
        return new TensorShape(
                ImmutableIntArray.copyOf(Arrays.stream(axes).map(dims::get)),
                ImmutableIntArray.copyOf(order.stream().map(axis -> inverse[axis])),
                batch == NONE ? NONE : inverse[batch]);
    }

    /** The same axes in the same order, one of them of another length. */
    public TensorShape with(int axis, int length) {
        int[] changed = dims.toArray();
        changed[axis] = length;
        return withDims(changed);
    }

    public TensorShape withDims(int... lengths) {
        return new TensorShape(ImmutableIntArray.copyOf(lengths), order, batch);
    }

    /** The same dims with the last axis innermost. */
    public TensorShape rowMajor() {
        return of(dims.toArray()).withBatch(batch);
    }

    /** Whether values lie in the same places as in another shape of the same dims. */
    public boolean liesAs(TensorShape other) {
        return dims.equals(other.dims) && Arrays.equals(longAxes(), other.longAxes());
    }

    /** The axes in memory but for those of length 1, whose place does not matter. */
    private int[] longAxes() {
        return order.stream().filter(axis -> dim(axis) != 1).toArray();
    }

    /** The image that this is counted as [1, channels, height, width] and lies as with the channels innermost; or a vector [1, n]. */
    public @Nullable Shape image() {
        if (rank() == 2 && dim(0) == 1 && dim(1) > 0) {
            return new Shape(1, 1, dim(1));
        }
        if (rank() != 4 || dim(0) != 1 || size() == 0) {
            return null;
        }
        return liesAs(channelsLast()) ? new Shape(dim(2), dim(3), dim(1)) : null;
    }

    /**
     * The rows and columns of positions that this is a layer of: those of an image; of an image that is counted [1, height, width, channels]; or of
     * the patches of a transformer's tokens [1, tokens, channels], the class token left out. Null if it is none of these.
     */
    public @Nullable Shape positions() {
        Shape image = image();
        if (image != null || size() == 0 || !liesAs(rowMajor()) || dims.isEmpty() || dim(0) != 1) {
            return image;
        }
        if (rank() == 4) {
            return new Shape(dim(1), dim(2), dim(3));
        }
        int side = rank() == 3 ? (int) Math.sqrt(dim(1)) : 0;
        return side > 1 && (side * side == dim(1) || side * side == dim(1) - 1) ? new Shape(side, side, dim(2)) : null;
    }

    /** How many values of an image lie before those of its positions: a class token's. */
    public int beforePositions() {
        Shape positions = positions();
        return positions == null ? 0 : size() - positions.size();
    }

    /** The same dims of rank 4 with axis 1 innermost. */
    public TensorShape channelsLast() {
        checkArgument(rank() == 4, "an image of rank 4 is expected, not of the shape %s", dims);
        return new TensorShape(dims, CHANNELS_LAST, batch);
    }

    @Override
    public String toString() {
        return dims.toString();
    }
}
