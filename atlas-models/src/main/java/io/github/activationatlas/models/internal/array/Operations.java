package io.github.activationatlas.models.internal.array;

import io.github.activationatlas.models.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.nativeblas.NativeOps;

/** ND4J's operations as steps, and the contexts that hold their arguments. Steps must not be run once this is closed. Not thread-safe. */
public final class Operations implements AutoCloseable {
    private final List<OpContext> contexts = new ArrayList<>();

    public Step custom(String name, INDArray[] inputs, INDArray output, long... arguments) {
        return custom(name, inputs, output, new double[0], arguments);
    }

    /**
     * An operation whose arguments are handed to ND4J once: building the context anew in every call costs more than the work on a small
     * array does, and leaves garbage off the heap. On the CPU the compiled operation is called straight: what ND4J does around each call is
     * profiling, and Java code to be compiled first.
     */
    public Step custom(String name, INDArray[] inputs, INDArray output, double[] reals, long... arguments) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        OpContext context = executioner.buildContext();
        contexts.add(context);
        context.shapeFunctionOverride(true);
        context.setInputArrays(inputs);
        context.setOutputArrays(output);
        context.setIArguments(arguments);
        context.setTArguments(reals);
        if (NativeCpu.OPERATIONS != null) {
            long hash = executioner.getCustomOperations().get(name).getHash();
            return new Call(NativeCpu.OPERATIONS, name, hash, context, context.contextPointer());
        }
        DynamicCustomOp op = DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(output)
                .addFloatingPointArguments(Arrays.stream(reals).boxed().toArray(Double[]::new))
                .addIntegerArguments(
                        Arrays.stream(arguments).mapToInt(Math::toIntExact).toArray())
                .build();
        return () -> executioner.exec(op, context);
    }

    /** An operation on the CPU with its arguments, which must not be freed before. */
    private record Call(NativeOps cpu, String name, long hash, OpContext context, Pointer arguments) implements Step {
        @Override
        public void run() {
            if (cpu.execCustomOp2(null, hash, arguments) != 0) {
                throw new IllegalStateException(name + " failed: " + cpu.lastErrorMessage());
            }
        }
    }

    /**
     * A product of matrices that are whole arrays. Neither may be transposed, added to, or a part of a wider array: for those ND4J calls
     * OpenBLAS, whose threads go on spinning after each call and take the other replicas' processors.
     *
     * @param left [rows, n]
     * @param right [n, columns]
     * @param product room for [rows, columns]
     */
    public Step matmul(INDArray left, INDArray right, INDArray product) {
        return custom("matmul", new INDArray[] {left, right}, product, 0, 0, 0);
    }

    /**
     * Each position's channels times a matrix, under the same conditions: what a 1 x 1 convolution and a dense layer are, without a
     * convolution's preparations.
     *
     * @param from [batch, height, width, n]
     * @param weights [n, m]
     * @param to [batch, height, width, m]
     */
    public Step product(INDArray from, INDArray weights, INDArray to) {
        return matmul(rows(from), weights, rows(to));
    }

    /** [batch, height, width, channels] as [positions, channels]. */
    private static INDArray rows(INDArray array) {
        return Views.of(array, array.length() / array.size(3), array.size(3));
    }

    public static Step legacy(Op op) {
        return () -> Nd4j.exec(op);
    }

    public Step copy(INDArray from, INDArray to) {
        return custom("identity", new INDArray[] {from}, to);
    }

    public Step multiply(INDArray a, INDArray b, INDArray to) {
        return custom("multiply", new INDArray[] {a, b}, to);
    }

    public Step add(INDArray a, INDArray b, INDArray to) {
        return custom("add", new INDArray[] {a, b}, to);
    }

    /** The part of an image array that lies inside margins. */
    public static INDArray inside(INDArray array, int top, int left, Shape inner) {
        return array.get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(top, top + inner.height()),
                NDArrayIndex.interval(left, left + inner.width()),
                NDArrayIndex.all());
    }

    public static INDArray channels(INDArray array, int from, int to) {
        INDArrayIndex all = NDArrayIndex.all();
        return array.get(all, all, all, NDArrayIndex.interval(from, to));
    }

    /** Frees what the contexts hold: their own close() does nothing, and ND4J frees the rest once they are garbage. */
    @Override
    public void close() {
        contexts.forEach(OpContext::purge);
        contexts.clear();
    }
}
