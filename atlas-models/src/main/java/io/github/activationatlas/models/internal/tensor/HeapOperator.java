package io.github.activationatlas.models.internal.tensor;

import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.operator.OperatorBuffers;
import io.github.activationatlas.models.internal.operator.TensorOperator;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An operator that is computed in Java, one image at a time, on tensors of any rank. Arrays may be longer than the values of an image.
 * Thread-safe: what a run needs is in its arguments.
 */
public interface HeapOperator extends TensorOperator {
    /** The values of one image's last forward run. */
    record Values(float[][] inputs, float[] output) {}

    void forward(float[][] inputs, float[] output);

    /**
     * Writes the gradient with respect to each input.
     *
     * @param inputGradients where to write, null where nobody asks
     */
    void reverse(Values values, float[] outputGradient, float @Nullable [][] inputGradients);

    /**
     * Writes the change of the output.
     *
     * @param inputTangents the changes of the inputs, null where there is none
     */
    void tangent(Values values, float @Nullable [][] inputTangents, float[] outputTangent);

    /** Whether reverse and tangent depend on the values, and not on the gradients alone. */
    default boolean readsValues() {
        return true;
    }

    @Override
    default boolean readsOutput() {
        return readsValues();
    }

    @Override
    default Step forward(OperatorBuffers f) {
        Heap heap = new Heap(f);
        float[][] inputs = heap.like(f.inputs(), "input ");
        float[] output = heap.of("output", f.outputType().size());
        return () -> {
            for (int b = 0; b < f.batch(); b++) {
                heap.read(f.inputs(), b, inputs);
                forward(inputs, output);
                heap.write(output, b, f.output(), f.outputType().size());
            }
        };
    }

    @Override
    default Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        Heap heap = new Heap(f);
        Values values = new Values(
                heap.like(f.inputs(), "input "),
                heap.of("output", f.outputType().size()));
        float[] from = heap.of("from", f.outputType().size());
        float @Nullable [][] to = heap.like(inputGradients, "to ");
        return () -> {
            for (int b = 0; b < f.batch(); b++) {
                heap.read(f, b, values, readsValues());
                heap.read(outputGradient, b, from, f.outputType().size());
                reverse(values, from, to);
                for (int i = 0; i < to.length; i++) {
                    if (to[i] != null) {
                        heap.write(
                                to[i],
                                b,
                                inputGradients.get(i),
                                f.types().get(i).size());
                    }
                }
            }
        };
    }

    @Override
    default Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        Heap heap = new Heap(f);
        Values values = new Values(
                heap.like(f.inputs(), "input "),
                heap.of("output", f.outputType().size()));
        float @Nullable [][] from = heap.like(inputTangents, "to ");
        float[] to = heap.of("from", f.outputType().size());
        return () -> {
            for (int b = 0; b < f.batch(); b++) {
                heap.read(f, b, values, readsValues());
                heap.read(inputTangents, b, from);
                tangent(values, from, to);
                heap.write(to, b, outputTangent, f.outputType().size());
            }
        };
    }

    /** Arrays of one image that all operators of a replica share, and the way between them and the memory off the heap. */
    record Heap(OperatorBuffers f) {
        float[] of(String slot, int length) {
            return f.memory().heap(slot, 1, length)[0];
        }

        /** An array for each of some arrays off the heap; null for none. */
        float @Nullable [][] like(List<? extends @Nullable INDArray> arrays, String slot) {
            return IntStream.range(0, arrays.size())
                    .mapToObj(i -> arrays.get(i) == null
                            ? null
                            : of(slot + i, f.types().get(i).size()))
                    .toArray(float[][]::new);
        }

        void read(OperatorBuffers f, int image, Values values, boolean wanted) {
            if (wanted) {
                read(f.inputs(), image, values.inputs());
                read(f.output(), image, values.output(), f.outputType().size());
            }
        }

        void read(List<? extends @Nullable INDArray> arrays, int image, float @Nullable [][] to) {
            for (int i = 0; i < to.length; i++) {
                if (to[i] != null) {
                    read(arrays.get(i), image, to[i], f.types().get(i).size());
                }
            }
        }

        void read(INDArray array, int image, float[] to, int size) {
            FloatBuffer buffer = HostBuffers.values(array);
            buffer.position(image * size).get(to, 0, size);
        }

        void write(float[] from, int image, INDArray array, int size) {
            FloatBuffer buffer = HostBuffers.values(array);
            buffer.position(image * size).put(from, 0, size);
            HostBuffers.written(array);
        }
    }
}
