package io.github.activationatlas.models.internal.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several tensors, some of them constants, behind one another along an axis. They lie in the same order. */
public final class TensorConcatenation implements HeapOperator {
    private final TensorShape out;
    /** How many values of each input lie side by side, and of the result. */
    private final int[] runs;

    private final int run;
    /** The parts that do not come from inputs; null where one does. */
    private final float @Nullable [][] constants;

    public TensorConcatenation(List<TensorShape> shapes, int axis, float @Nullable [][] constants) {
        TensorShape first = shapes.get(0);
        first.requireOneImage(axis);
        int length = 0;
        runs = new int[shapes.size()];
        for (int i = 0; i < runs.length; i++) {
            TensorShape shape = shapes.get(i);
            checkArgument(
                    shape.rank() == first.rank() && shape.with(axis, 1).equals(first.with(axis, 1)),
                    "tensors %s and %s cannot be joined along axis %s",
                    first,
                    shape,
                    axis);
            runs[i] = shape.strides()[axis] * shape.dim(axis);
            length += shape.dim(axis);
        }
        this.out = first.with(axis, length);
        this.run = out.strides()[axis] * length;
        this.constants = constants;
    }

    @Override
    public TensorShape result(List<TensorShape> inputs) {
        return out;
    }

    @Override
    public boolean readsValues() {
        return false;
    }

    /** Copies between one part and its places in the whole. */
    private interface Copy {
        void run(int input, int from, int to, int count);
    }

    private void each(Copy copy) {
        int input = 0;
        int offset = 0;
        for (int part = 0; part < runs.length; part++) {
            boolean constant = constants[part] != null;
            for (int o = 0; o < out.size() / Math.max(1, run); o++) {
                copy.run(constant ? -1 - part : input, o * runs[part], o * run + offset, runs[part]);
            }
            input += constant ? 0 : 1;
            offset += runs[part];
        }
    }

    @Override
    public void forward(float[][] inputs, float[] output) {
        each((input, from, to, count) ->
                System.arraycopy(input < 0 ? constants[-1 - input] : inputs[input], from, output, to, count));
    }

    @Override
    public void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients) {
        each((input, from, to, count) -> {
            if (input >= 0 && inputGradients[input] != null) {
                System.arraycopy(outputGradient, to, inputGradients[input], from, count);
            }
        });
    }

    @Override
    public void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent) {
        each((input, from, to, count) -> {
            if (input < 0 || inputTangents[input] == null) {
                java.util.Arrays.fill(outputTangent, to, to + count, 0);
            } else {
                System.arraycopy(inputTangents[input], from, outputTangent, to, count);
            }
        });
    }
}
