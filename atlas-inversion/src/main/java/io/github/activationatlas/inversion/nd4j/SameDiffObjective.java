package io.github.activationatlas.inversion.nd4j;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.internal.objective.SameDiffFunction;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;

/** Objectives that are written with SameDiff, which finds their gradients. */
public final class SameDiffObjective {
    private SameDiffObjective() {}

    /**
     * Makes an objective of a SameDiff function. Its graphs, one for each shape of the layer, are built when they are first evaluated and freed
     * when a visualiser's call ends; threads take turns with them.
     *
     * @param function from the layer's activations for one image, [height, width, channels], to a value; the sum of its elements is raised
     * @return the objective
     */
    public static Objective of(UnaryOperator<SDVariable> function) {
        return new SameDiffFunction(checkNotNull(function, "function must not be null"));
    }
}
