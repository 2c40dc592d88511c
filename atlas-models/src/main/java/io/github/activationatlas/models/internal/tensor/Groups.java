package io.github.activationatlas.models.internal.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Set;

/** The values of a tensor that differ only in some axes are a group: what a reduction makes one value of. */
final class Groups {
    private static final int MOST = 1 << 25;

    private final Supplier<int[]> of;
    private final int values;
    private final int count;

    private Groups(Supplier<int[]> of, int values, int count) {
        this.of = Suppliers.memoize(of);
        this.values = values;
        this.count = count;
    }

    /** Groups that are numbered as their values lie in a result of the same order, the axes 1 long. */
    static Groups along(TensorShape shape, Set<Integer> axes) {
        checkArgument(shape.size() <= MOST, "a tensor of the shape %s is too large", shape);
        axes.forEach(shape::requireOneImage);
        int[] dims = shape.dims().toArray();
        axes.forEach(axis -> dims[axis] = 1);
        TensorShape reduced = shape.withDims(dims);
        return new Groups(() -> groups(shape, axes, reduced), shape.size(), reduced.size());
    }

    private static int[] groups(TensorShape shape, Set<Integer> axes, TensorShape reduced) {
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
        return of;
    }

    /** For each value its group. */
    int[] of() {
        return of.get();
    }

    int count() {
        return count;
    }

    /** Values of a group. */
    int size() {
        return count == 0 ? 0 : values / count;
    }

    double[] sums(float[] values) {
        double[] sums = new double[count];
        int[] group = of();
        for (int i = 0; i < group.length; i++) {
            sums[group[i]] += values[i];
        }
        return sums;
    }

    double[] sums(float[] a, float[] b) {
        double[] sums = new double[count];
        int[] group = of();
        for (int i = 0; i < group.length; i++) {
            sums[group[i]] += (double) a[i] * b[i];
        }
        return sums;
    }
}
