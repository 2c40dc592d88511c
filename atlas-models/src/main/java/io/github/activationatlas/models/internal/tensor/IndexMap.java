package io.github.activationatlas.models.internal.tensor;

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

    private final TensorShape out;
    private final int[] map;
    private final float fill;

    private final boolean reordering;

    private IndexMap(TensorShape out, int[] map, float fill, boolean reordering) {
        this.out = out;
        this.map = map;
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
        return new IndexMap(out, map, fill, false);
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
        for (int i = 0; i < map.length; i++) {
            to[i] = map[i] < 0 ? around : from[map[i]];
        }
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        float[] to = inputGradients[0];
        if (to != null) {
            Arrays.fill(to, 0);
            for (int i = 0; i < map.length; i++) {
                if (map[i] >= 0) {
                    to[map[i]] += outputGradient[i];
                }
            }
        }
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        move(inputTangents[0], outputTangent, 0);
    }
}
