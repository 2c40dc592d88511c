package io.github.activationatlas.models.internal.array;

import io.github.activationatlas.models.Shape;
import java.util.Arrays;
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

/** ND4J's operations as steps. */
public final class Ops {
    private Ops() {}

    public static Step custom(String name, INDArray[] inputs, INDArray output, long... arguments) {
        return custom(name, inputs, output, new double[0], arguments);
    }

    /**
     * An operation whose arguments are handed to ND4J once: building the context anew in every call costs more than the work on a small
     * array does, and leaves garbage off the heap. On the CPU the compiled operation is called straight: what ND4J does around each call is
     * profiling, and Java code to be compiled first.
     */
    public static Step custom(String name, INDArray[] inputs, INDArray output, double[] reals, long... arguments) {
        OpExecutioner executioner = Nd4j.getExecutioner();
        OpContext context = executioner.buildContext();
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

    /** A product of matrices whose rows lie behind one another; see {@link MatrixProducts} for what it must not be. */
    public static Step matmul(INDArray left, INDArray right, INDArray product) {
        return custom("matmul", new INDArray[] {left, right}, product, 0, 0, 0);
    }

    public static Step legacy(Op op) {
        return () -> Nd4j.exec(op);
    }

    public static Step copy(INDArray from, INDArray to) {
        return custom("identity", new INDArray[] {from}, to);
    }

    public static Step multiply(INDArray a, INDArray b, INDArray to) {
        return custom("multiply", new INDArray[] {a, b}, to);
    }

    public static Step add(INDArray a, INDArray b, INDArray to) {
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
}
