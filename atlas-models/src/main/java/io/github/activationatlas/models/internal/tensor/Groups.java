package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Set;

/**
 * The values of a tensor that differ only in some axes are a group: what a reduction makes one value of.
 *
 * @param of for each value its group
 * @param count groups
 */
record Groups(int[] of, int count) {

    static Groups along(TensorShape shape, Set<Integer> axes) {
        return along(shape, axes, shape.rowMajor());
    }

    /** Groups that are numbered as their values lie in a result of the same order. */
    static Groups along(TensorShape shape, Set<Integer> axes, TensorShape order) {
        int[] dims = shape.dims().toArray();
        axes.forEach(shape::requireOneImage);
        axes.forEach(axis -> dims[axis] = 1);
        TensorShape reduced = order.withDims(dims);
        int[] strides = reduced.strides();
        axes.forEach(axis -> strides[axis] = 0);
        int[] of = new int[shape.size()];
        Places places = new Places(shape);
        for (int i = 0; i < of.length; i++) {
            int[] place = places.next();
            for (int axis = 0; axis < place.length; axis++) {
                of[i] += place[axis] * strides[axis];
            }
        }
        return new Groups(of, reduced.size());
    }

    int size() {
        return count == 0 ? 0 : of.length / count;
    }

    double[] sums(float[] values) {
        double[] sums = new double[count];
        for (int i = 0; i < of.length; i++) {
            sums[of[i]] += values[i];
        }
        return sums;
    }

    double[] sums(float[] a, float[] b) {
        double[] sums = new double[count];
        for (int i = 0; i < of.length; i++) {
            sums[of[i]] += (double) a[i] * b[i];
        }
        return sums;
    }
}
