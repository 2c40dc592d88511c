package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one operator of a frozen network computes (forward), how a gradient goes back through it (reverse), and how a small change of its
 * inputs goes forward (tangent).
 * Rules are bound once to the arrays of one image
 * size and then only run.
 */
public sealed interface Operator permits ImageOperator, TensorOperator {

    /**
     * Gives the shape of the result.
     *
     * @throws IllegalArgumentException if such inputs are not supported
     */
    TensorShape result(List<TensorShape> inputs);

    Step forward(OperatorBuffers frame);

    /**
     * Writes (does not add) the gradient with respect to each input.
     *
     * @param inputGradients where to write, null where nobody asks
     */
    Step reverse(OperatorBuffers frame, INDArray outputGradient, List<@Nullable INDArray> inputGradients);

    /**
     * Writes the change of the output.
     *
     * @param inputTangents the changes of the inputs, null where there is none; at least one is there
     */
    Step tangent(OperatorBuffers frame, List<@Nullable INDArray> inputTangents, INDArray outputTangent);

    /** The window through which one output position sees its input. */
    default Window window() {
        return Window.POINT;
    }

    /** Whether the output may take the memory of the input. */
    default boolean inPlace() {
        return false;
    }

    /** Whether reverse or tangent read the output, which then must still be there. One that is in place and does not only passes values on. */
    default boolean readsOutput() {
        return false;
    }
}
