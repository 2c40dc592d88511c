package io.github.activationatlas.models.plan;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** ND4J's operations as steps. */
final class Ops {
    private Ops() {}

    static Step custom(String name, INDArray[] inputs, INDArray output, long... arguments) {
        DynamicCustomOp op = DynamicCustomOp.builder(name)
                .addInputs(inputs)
                .addOutputs(output)
                .addIntegerArguments(
                        Arrays.stream(arguments).mapToInt(Math::toIntExact).toArray())
                .build();
        return () -> Nd4j.exec(op);
    }

    static Step legacy(Op op) {
        return () -> Nd4j.exec(op);
    }

    static Step copy(INDArray from, INDArray to) {
        return () -> to.assign(from);
    }

    /** The part of an image array that lies inside margins. */
    static INDArray inside(INDArray array, int top, int left, Shape inner) {
        return array.get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(top, top + inner.height()),
                NDArrayIndex.interval(left, left + inner.width()),
                NDArrayIndex.all());
    }

    static INDArray channels(INDArray array, int from, int to) {
        INDArrayIndex all = NDArrayIndex.all();
        return array.get(all, all, all, NDArrayIndex.interval(from, to));
    }
}
