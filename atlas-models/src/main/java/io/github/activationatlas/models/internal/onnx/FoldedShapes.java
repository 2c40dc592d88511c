package io.github.activationatlas.models.internal.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** {@link Folding} of operators that choose, repeat or move values. */
final class FoldedShapes {
    private FoldedShapes() {}

    static OnnxTensor concatenation(OnnxNode node) {
        List<OnnxTensor> parts =
                IntStream.range(0, node.inputCount()).mapToObj(node::constant).toList();
        int[] dims = parts.get(0).dims().clone();
        int axis = TensorShape.axis(node.integer("axis", 1), dims.length);
        List<int[]> sources = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            int[] own = parts.get(p).dims().clone();
            checkArgument(own.length == dims.length, "tensors of other ranks cannot be joined");
            for (int i = 0; i < own[axis]; i++) {
                sources.add(new int[] {p, i});
            }
            own[axis] = dims[axis];
            checkArgument(Arrays.equals(own, dims), "tensors of other shapes cannot be joined");
        }
        dims[axis] = sources.size();
        double[] values = ConstantArrays.each(dims, place -> {
            int[] from = place.clone();
            int[] source = sources.get(place[axis]);
            from[axis] = source[1];
            OnnxTensor part = parts.get(source[0]);
            return part.value(ConstantArrays.index(part.dims(), from));
        });
        return OnnxTensor.of(parts.stream().allMatch(OnnxTensor::integral), dims, values);
    }

    static OnnxTensor gather(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        OnnxTensor at = node.constant(1);
        int axis = TensorShape.axis(node.integer("axis", 0), x.dims().length);
        int[] places = ShapeArguments.places(at, x.dims()[axis]);
        int rank = at.dims().length;
        int[] dims = IntStream.concat(
                        IntStream.concat(Arrays.stream(x.dims(), 0, axis), Arrays.stream(at.dims())),
                        Arrays.stream(x.dims(), axis + 1, x.dims().length))
                .toArray();
        double[] values = ConstantArrays.each(dims, place -> {
            int index = 0;
            for (int i = 0; i < rank; i++) {
                index = index * at.dims()[i] + place[axis + i];
            }
            int[] from = new int[x.dims().length];
            System.arraycopy(place, 0, from, 0, axis);
            from[axis] = places[index];
            System.arraycopy(place, axis + rank, from, axis + 1, from.length - axis - 1);
            return x.value(ConstantArrays.index(x.dims(), from));
        });
        return OnnxTensor.of(x.integral(), dims, values);
    }

    static OnnxTensor transposition(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        int[] axes = ShapeArguments.permutation(node, x.dims().length);
        int[] dims = Arrays.stream(axes).map(a -> x.dims()[a]).toArray();
        double[] values = ConstantArrays.each(dims, place -> {
            int[] from = new int[axes.length];
            for (int i = 0; i < axes.length; i++) {
                from[axes[i]] = place[i];
            }
            return x.value(ConstantArrays.index(x.dims(), from));
        });
        // Weights stay 32-bit floats.
        return x.floats().length > 0
                ? OnnxTensor.ofFloats(dims, OnnxTensor.of(false, dims, values).values())
                : OnnxTensor.of(x.integral(), dims, values);
    }

    static OnnxTensor slice(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        int[][] slices = ShapeArguments.slices(node, x.dims());
        int[] dims = Arrays.stream(slices).mapToInt(s -> s[2]).toArray();
        double[] values = ConstantArrays.each(dims, place -> {
            int[] from = new int[place.length];
            for (int i = 0; i < from.length; i++) {
                from[i] = slices[i][0] + place[i] * slices[i][1];
            }
            return x.value(ConstantArrays.index(x.dims(), from));
        });
        return OnnxTensor.of(x.integral(), dims, values);
    }

    static OnnxTensor expanded(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        int[] dims = ConstantArrays.broadcast(x.dims(), node.constant(1).integers());
        return OnnxTensor.of(
                x.integral(), dims, ConstantArrays.each(dims, place -> x.value(ConstantArrays.index(x.dims(), place))));
    }

    static OnnxTensor tiled(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        int[] repeats = node.constant(1).integers();
        checkArgument(
                repeats.length == x.dims().length,
                "%s repeats for a tensor of rank %s",
                repeats.length,
                x.dims().length);
        int[] dims = IntStream.range(0, repeats.length)
                .map(i -> repeats[i] * x.dims()[i])
                .toArray();
        return OnnxTensor.of(x.integral(), dims, ConstantArrays.each(dims, place -> {
            int[] from = place.clone();
            Arrays.setAll(from, i -> place[i] % x.dims()[i]);
            return x.value(ConstantArrays.index(x.dims(), from));
        }));
    }

    static OnnxTensor where(OnnxNode node) {
        OnnxTensor condition = node.constant(0);
        OnnxTensor a = node.constant(1);
        OnnxTensor b = node.constant(2);
        int[] dims = ConstantArrays.broadcast(condition.dims(), ConstantArrays.broadcast(a.dims(), b.dims()));
        return OnnxTensor.of(
                a.integral() && b.integral(),
                dims,
                ConstantArrays.each(
                        dims,
                        place -> condition.value(ConstantArrays.index(condition.dims(), place)) != 0
                                ? a.value(ConstantArrays.index(a.dims(), place))
                                : b.value(ConstantArrays.index(b.dims(), place))));
    }

    /** A tensor in which slices are replaced; the last axis of the indices says which. */
    static OnnxTensor scattered(OnnxNode node) {
        OnnxTensor x = node.constant(0);
        OnnxTensor indices = node.constant(1);
        OnnxTensor updates = node.constant(2);
        node.require("reduction", "none");
        int[] at = indices.integers();
        int depth = indices.dims()[indices.dims().length - 1];
        checkArgument(
                depth >= 1 && depth <= x.dims().length,
                "indices of %s axes for a tensor of %s",
                depth,
                x.dims().length);
        int each = Arrays.stream(x.dims(), depth, x.dims().length).reduce(1, (a, b) -> a * b);
        double[] values = x.asDoubles();
        checkArgument(updates.size() == at.length / depth * each, "%s values are given to replace", updates.size());
        for (int i = 0; i < at.length / depth; i++) {
            int slice = 0;
            for (int d = 0; d < depth; d++) {
                int place = at[i * depth + d] < 0 ? at[i * depth + d] + x.dims()[d] : at[i * depth + d];
                checkArgument(
                        place >= 0 && place < x.dims()[d], "index %s lies outside an axis of %s", place, x.dims()[d]);
                slice = slice * x.dims()[d] + place;
            }
            for (int k = 0; k < each; k++) {
                values[slice * each + k] = updates.value(i * each + k);
            }
        }
        return OnnxTensor.of(x.integral(), x.dims(), values);
    }
}
