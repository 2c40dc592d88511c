package io.github.activationatlas.models.internal.run;

import io.github.activationatlas.models.internal.array.QuietConsole;
import java.util.Map;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of the graph that ends in the scalar whose gradient is wanted. */
final class SessionGradient {
    private static final String COTANGENT = "activation-atlas/cotangent";
    private final SameDiff graph;
    private final String with;

    SessionGradient(SameDiff original, String of, String with) {
        this.with = with;
        this.graph = original.dup();
        var cotangent = graph.placeHolder(COTANGENT, DataType.FLOAT);
        var objective = graph.getVariable(of).mul(cotangent).sum("activation-atlas/objective");
        graph.setLossVariables(objective);
        // The gradient on the way to the images passes every value before the objective.
        QuietConsole.createGradFunction(graph, original.inputs().get(0));
    }

    INDArray calculate(String input, INDArray images, INDArray cotangent) {
        // calculateGradients answers for variables and placeholders only, so the gradient's own graph is asked.
        String name = graph.grad(with).name();
        return graph.getFunction("grad")
                .output(Map.of(input, images, COTANGENT, cotangent), name)
                .get(name);
    }
}
