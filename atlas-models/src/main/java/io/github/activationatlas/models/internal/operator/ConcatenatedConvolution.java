package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A 1 x 1 convolution of several inputs' channels behind one another, without putting them there: the sum of a product for each input.
 * What is saved is a copy of all of them, and on the way back a copy of all their gradients.
 */
public record ConcatenatedConvolution(Convolution convolution) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return convolution.output(in);
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return convolution.withBias(sum(f, f.inputs(), f.output()), f, f.output());
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return sum(f, inputTangents, outputTangent);
    }

    private Step sum(OperatorBuffers f, List<? extends @Nullable INDArray> inputs, INDArray to) {
        INDArray weights = f.memory()
                .constant(convolution.weights(), convolution::weights, convolution.inputs(), convolution.outputs());
        INDArray addend = f.memory().scratch(0, Views.shape(f.batch(), f.outputShape()));
        Step all = null;
        int row = 0;
        for (int i = 0; i < inputs.size(); i++) {
            int end = row + f.shapes().get(i).channels();
            INDArray input = inputs.get(i);
            if (input != null) {
                INDArray own = weights.get(NDArrayIndex.interval(row, end), NDArrayIndex.all());
                all = all == null
                        ? f.ops().product(input, own, to)
                        : all.then(f.ops().product(input, own, addend))
                                .then(f.ops().add(to, addend, to));
            }
            row = end;
        }
        return Objects.requireNonNull(all);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        Step all = () -> {};
        int row = 0;
        for (int i = 0; i < inputGradients.size(); i++) {
            int first = row;
            int channels = f.shapes().get(i).channels();
            INDArray to = inputGradients.get(i);
            if (to != null) {
                INDArray own = f.memory()
                        .constant(
                                new Key(convolution.weights(), first, channels),
                                () -> convolution.transposed(first, channels),
                                convolution.outputs(),
                                channels);
                all = all.then(f.ops().product(outputGradient, own, to));
            }
            row += channels;
        }
        return all;
    }

    private record Key(float[] weights, int first, int channels) {}
}
