package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.shape.TensorShape;

/** Goes through the places of a tensor in the order in which its values lie in memory. */
final class Places {
    private final int[] dims;
    private final int[] order;
    private final int[] place;
    private boolean begun;

    Places(TensorShape shape) {
        dims = shape.dims().toArray();
        order = shape.order().toArray();
        place = new int[dims.length];
    }

    /** The next place, a number an axis; the array is used again. */
    int[] next() {
        if (!begun) {
            begun = true;
            return place;
        }
        for (int i = order.length - 1; i >= 0; i--) {
            int axis = order[i];
            if (++place[axis] < dims[axis]) {
                break;
            }
            place[axis] = 0;
        }
        return place;
    }
}
