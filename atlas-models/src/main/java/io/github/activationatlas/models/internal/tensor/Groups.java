package io.github.activationatlas.models.internal.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The values of a tensor that differ only in some axes are a group: what a reduction makes one value of. These axes lie side by side in memory,
 * so that value (o size + k) inner + i is the k-th of group o inner + i.
 *
 * @param outer how often the axes are gone through
 * @param size values of a group
 * @param inner how far apart its values lie
 */
public record Groups(int outer, int size, int inner) {

    /** Whether some axes, but for those of length 1, lie side by side. */
    public static boolean fit(TensorShape shape, Set<Integer> axes) {
        int[] places = places(shape, axes);
        return places.length == 0 || places[places.length - 1] - places[0] == places.length - 1;
    }

    /** Where the axes lie among those that are longer than 1. */
    private static int[] places(TensorShape shape, Set<Integer> axes) {
        int[] order = longAxes(shape);
        return IntStream.range(0, order.length)
                .filter(place -> axes.contains(order[place]))
                .toArray();
    }

    private static int[] longAxes(TensorShape shape) {
        return shape.order().stream().filter(axis -> shape.dim(axis) != 1).toArray();
    }

    /** A shape in which the axes lie side by side, innermost. */
    public static TensorShape sorted(TensorShape shape, Set<Integer> axes) {
        int[] order = IntStream.concat(
                        shape.order().stream().filter(axis -> !axes.contains(axis)),
                        shape.order().stream().filter(axes::contains))
                .toArray();
        return shape.withOrder(order);
    }

    static Groups along(TensorShape shape, Set<Integer> axes) {
        axes.forEach(shape::requireOneImage);
        checkArgument(fit(shape, axes), "axes %s of %s do not lie side by side", axes, shape);
        int[] order = longAxes(shape);
        int[] places = places(shape, axes);
        if (places.length == 0) {
            return new Groups(shape.size(), 1, 1);
        }
        int outer = 1;
        int size = 1;
        int inner = 1;
        for (int place = 0; place < order.length; place++) {
            int length = shape.dim(order[place]);
            if (place < places[0]) {
                outer *= length;
            } else if (place <= places[places.length - 1]) {
                size *= length;
            } else {
                inner *= length;
            }
        }
        return new Groups(outer, size, inner);
    }

    int count() {
        return outer * inner;
    }

    /** Is given the values of a tensor in the order of memory, a run of neighbours at a time. */
    interface Run {
        /**
         * Neighbours, each of the next group; or, if the values of a group are neighbours, all of one group.
         *
         * @param first the first value
         * @param group its group
         * @param step 1 if each is of the next group, 0 if all are of one
         */
        void of(int first, int count, int group, int step);
    }

    void forEach(Run run) {
        if (inner == 1) {
            for (int o = 0; o < outer; o++) {
                run.of(o * size, size, o, 0);
            }
            return;
        }
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < size; k++) {
                run.of((o * size + k) * inner, inner, o * inner, 1);
            }
        }
    }

    double[] sums(float[] values) {
        double[] sums = new double[count()];
        forEach((first, count, group, step) -> {
            if (step == 0) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += values[first + i];
                }
                sums[group] = sum;
            } else {
                for (int i = 0; i < count; i++) {
                    sums[group + i] += values[first + i];
                }
            }
        });
        return sums;
    }

    double[] sums(float[] a, float[] b) {
        double[] sums = new double[count()];
        forEach((first, count, group, step) -> {
            if (step == 0) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += (double) a[first + i] * b[first + i];
                }
                sums[group] = sum;
            } else {
                for (int i = 0; i < count; i++) {
                    sums[group + i] += (double) a[first + i] * b[first + i];
                }
            }
        });
        return sums;
    }
}
