package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Arrays;

/** Goes through the places of constants by NumPy's rule of broadcasting. */
final class ConstantArrays {
    private ConstantArrays() {}

    static int[] broadcast(int[] a, int[] b) {
        int rank = Math.max(a.length, b.length);
        int[] dims = new int[rank];
        for (int i = 0; i < rank; i++) {
            int x = i < rank - a.length ? 1 : a[i - rank + a.length];
            int y = i < rank - b.length ? 1 : b[i - rank + b.length];
            checkArgument(
                    x == y || x == 1 || y == 1,
                    "%s and %s cannot be broadcast",
                    Arrays.toString(a),
                    Arrays.toString(b));
            dims[i] = x == 1 ? y : x;
        }
        return dims;
    }

    interface Place {
        double at(int[] place);
    }

    static double[] each(int[] dims, Place value) {
        double[] values = new double[TensorShape.of(dims).size()];
        int[] place = new int[dims.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.at(place);
            for (int axis = dims.length - 1; axis >= 0 && ++place[axis] == dims[axis]; axis--) {
                place[axis] = 0;
            }
        }
        return values;
    }

    /** Where a value lies that is seen from a place of a result with as many or more axes. */
    static int index(int[] dims, int[] place) {
        int index = 0;
        for (int axis = 0; axis < dims.length; axis++) {
            index = index * dims[axis] + (dims[axis] == 1 ? 0 : place[place.length - dims.length + axis]);
        }
        return index;
    }
}
