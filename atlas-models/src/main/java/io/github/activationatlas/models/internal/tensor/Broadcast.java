package io.github.activationatlas.models.internal.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the values of two tensors meet by ONNX's (NumPy's) rule of broadcasting: axes are aligned from behind, and one of length 1 is repeated.
 *
 * @param out the shape of the result, which lies as the larger one does
 * @param dims the result's axes from the outermost in memory, neighbours joined where both tensors allow
 * @param stepsA how far apart a's values along these lie; 0 where it is repeated
 * @param stepsB the same of b
 */
record Broadcast(TensorShape out, int[] dims, int[] stepsA, int[] stepsB) {

    static TensorShape shape(TensorShape a, TensorShape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] dims = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int x = dim(a, axis, rank);
            int y = dim(b, axis, rank);
            checkArgument(x == y || x == 1 || y == 1, "shapes %s and %s cannot be broadcast", a, b);
            dims[axis] = x == 1 ? y : x;
        }
        boolean likeA = a.rank() == rank && (b.rank() < rank || a.size() >= b.size());
        return new TensorShape(ImmutableIntArray.copyOf(dims), (likeA ? a : b).order(), batch(a, b, rank));
    }

    /** The axis of the batch, along which the other tensor has the same images or is the same for all. */
    private static int batch(TensorShape a, TensorShape b, int rank) {
        int own = a.batch() == TensorShape.NONE ? TensorShape.NONE : a.batch() + rank - a.rank();
        int other = b.batch() == TensorShape.NONE ? TensorShape.NONE : b.batch() + rank - b.rank();
        int batch = Math.max(own, other);
        if (batch == TensorShape.NONE) {
            return batch;
        }
        checkArgument(
                own == other || own == TensorShape.NONE || other == TensorShape.NONE,
                "the batches of %s and %s are different axes",
                a,
                b);
        checkArgument(
                own == other || dim(own == TensorShape.NONE ? a : b, batch, rank) == 1,
                "%s is not the same for all images of a batch",
                own == TensorShape.NONE ? a : b);
        return batch;
    }

    private static int dim(TensorShape shape, int axis, int rank) {
        int own = axis - (rank - shape.rank());
        return own < 0 ? 1 : shape.dim(own);
    }

    static Broadcast of(TensorShape a, TensorShape b) {
        TensorShape out = shape(a, b);
        int[] aligned = aligned(a, out);
        int[] alignedB = aligned(b, out);
        List<int[]> joined = new ArrayList<>();
        for (int axis : out.order().toArray()) {
            int[] next = {out.dim(axis), aligned[axis], alignedB[axis]};
            int[] last = joined.isEmpty() ? next : joined.get(joined.size() - 1);
            if (next[0] == 1) {
                continue;
            }
            if (!joined.isEmpty() && last[1] == next[1] * next[0] && last[2] == next[2] * next[0]) {
                joined.set(joined.size() - 1, new int[] {last[0] * next[0], next[1], next[2]});
            } else {
                joined.add(next);
            }
        }
        if (joined.isEmpty()) {
            joined.add(new int[] {out.size(), 0, 0});
        }
        return new Broadcast(out, column(joined, 0), column(joined, 1), column(joined, 2));
    }

    private static int[] column(List<int[]> rows, int index) {
        return rows.stream().mapToInt(row -> row[index]).toArray();
    }

    private static int[] aligned(TensorShape shape, TensorShape out) {
        int[] strides = shape.strides();
        int before = out.rank() - shape.rank();
        return IntStream.range(0, out.rank())
                .map(axis -> axis < before || shape.dim(axis - before) == 1 ? 0 : strides[axis - before])
                .toArray();
    }

    /** Is given one run of values after the other. */
    interface Run {
        /**
         * Values whose places grow evenly.
         *
         * @param out place of the first in the result, whose values lie side by side
         * @param count how many
         */
        void of(int a, int stepA, int b, int stepB, int out, int count);
    }

    void forEach(Run run) {
        int last = dims.length - 1;
        int[] place = new int[dims.length];
        int a = 0;
        int b = 0;
        int total = out.size();
        for (int at = 0; at < total; at += dims[last]) {
            run.of(a, stepsA[last], b, stepsB[last], at, dims[last]);
            for (int i = last - 1; i >= 0; i--) {
                a += stepsA[i];
                b += stepsB[i];
                if (++place[i] < dims[i]) {
                    break;
                }
                a -= stepsA[i] * dims[i];
                b -= stepsB[i] * dims[i];
                place[i] = 0;
            }
        }
    }
}
