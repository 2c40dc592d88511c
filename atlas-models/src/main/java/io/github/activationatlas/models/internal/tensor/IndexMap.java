package io.github.activationatlas.models.internal.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Moves values: each value of the result is one of the input's, or a constant. Slices, padding, repetition, transposition and resizing to the
 * nearest are such.
 */
public final class IndexMap implements HeapOperator {
    private static final int NONE = -1;
    private static final int MOST = 1 << 25;

    private final TensorShape out;
    /** For each place of the result that of the input, or {@link #NONE}; made when it is first used, since many networks are only looked at. */
    private final Supplier<int[]> map;

    private final float fill;
    private final boolean reordering;

    private IndexMap(TensorShape out, Supplier<int[]> map, float fill, boolean reordering) {
        this.out = out;
        this.map = Suppliers.memoize(map);
        this.fill = fill;
        this.reordering = reordering;
    }

    /** Finds where in the input a value of the result comes from. */
    public interface Source {
        /**
         * Fills in a place of the input.
         *
         * @param to the place in the result, a number an axis
         * @param from room for the place in the input
         * @return whether it comes from there; if not, it is the constant
         */
        boolean find(int[] to, int[] from);
    }

    public static IndexMap of(TensorShape in, TensorShape out, float fill, Source source) {
        boolean along = in.batch() != TensorShape.NONE && out.batch() == in.batch() && in.rank() == out.rank();
        if (along && in.dim(in.batch()) != out.dim(in.batch())) {
            in.requireOneImage(in.batch());
        }
        checkArgument(out.size() <= MOST, "a result of the shape %s is too large", out);
        return new IndexMap(out, () -> map(in, out, source), fill, false);
    }

    private static int[] map(TensorShape in, TensorShape out, Source source) {
        int[] strides = in.strides();
        int[] map = new int[out.size()];
        int[] from = new int[in.rank()];
        Places places = new Places(out);
        for (int i = 0; i < map.length; i++) {
            map[i] = NONE;
            if (source.find(places.next(), from)) {
                int at = 0;
                for (int axis = 0; axis < from.length; axis++) {
                    at += from[axis] * strides[axis];
                }
                map[i] = at;
            }
        }
        return map;
    }

    /** The same tensor counted by other axes, or lying in another order. */
    public static IndexMap reordered(TensorShape in, TensorShape out) {
        int[] dims = in.dims().toArray();
        int[] counted = out.rowMajor().strides();
        IndexMap map = of(in, out, 0, (to, from) -> {
            int place = 0;
            for (int axis = 0; axis < to.length; axis++) {
                place += to[axis] * counted[axis];
            }
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                from[axis] = place % dims[axis];
                place /= dims[axis];
            }
            return true;
        });
        return new IndexMap(out, map.map, 0, true);
    }

    /** Whether all values are there, in another order. */
    public boolean isReordering() {
        return reordering;
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return out;
    }

    @Override
    public boolean readsValues() {
        return false;
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        move(inputs[0], output, fill);
    }

    private void move(float[] from, float[] to, float around) {
        int[] places = map.get();
        for (int i = 0; i < places.length; i++) {
            to[i] = places[i] < 0 ? around : from[places[i]];
        }
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to != null) {
            Arrays.fill(to, 0);
            int[] places = map.get();
            for (int i = 0; i < places.length; i++) {
                if (places[i] >= 0) {
                    to[places[i]] += outputGradient[i];
                }
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        move(inputTangents[0], outputTangent, 0);
    }
}
