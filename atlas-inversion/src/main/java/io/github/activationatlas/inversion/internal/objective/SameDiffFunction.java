package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.nd4j.SameDiffGradients;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A caller's function of the activations, as one SameDiff graph for each shape. Graphs are kept until {@link #release}. */
public final class SameDiffFunction implements Objective {
    private static final String INPUT = "activations";
    private final UnaryOperator<SDVariable> function;
    private final Map<Shape, Graph> graphs = new HashMap<>();

    private record Graph(SameDiff graph, String value) implements AutoCloseable {
        /** Frees what the sessions keep for later calls. */
        @Override
        public void close() {
            for (SameDiff part : List.of(graph, graph.getFunction("grad"))) {
                part.getSessions().values().forEach(session -> session.getMmgr().close());
                part.getSessions().clear();
            }
        }
    }

    public SameDiffFunction(UnaryOperator<SDVariable> function) {
        this.function = checkNotNull(function, "function must not be null");
    }

    private Graph graph(Shape shape) {
        SameDiff graph = SameDiff.create();
        SDVariable value = function.apply(
                graph.placeHolder(INPUT, DataType.FLOAT, shape.height(), shape.width(), shape.channels()));
        SDVariable scalar = value.sum();
        graph.setLossVariables(scalar.name());
        SameDiffGradients.create(graph, INPUT);
        return new Graph(graph, scalar.name());
    }

    @Override
    public synchronized double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        Graph graph = graphs.computeIfAbsent(shape, this::graph);
        float[] own = Arrays.copyOfRange(h, offset, offset + shape.size());
        try (INDArray input = Nd4j.createFromArray(own).reshape(shape.height(), shape.width(), shape.channels())) {
            Map<String, INDArray> values = Map.of(INPUT, input);
            double value;
            try (INDArray scalar = graph.graph().output(values, graph.value()).get(graph.value())) {
                value = scalar.getDouble(0);
            }
            float[] slope;
            try (INDArray given =
                            graph.graph().calculateGradients(values, INPUT).get(INPUT);
                    INDArray ordered = given.dup('c')) {
                slope = ordered.data().asFloat();
            }
            for (int i = 0; i < slope.length; i++) {
                gradient[offset + i] += (float) (weight * slope[i]);
            }
            return value;
        }
    }

    /** Frees the graphs of an objective's user functions; they are made again when they are needed again. */
    public static void release(Objective objective) {
        if (objective instanceof Combination sum) {
            release(sum.first());
            release(sum.second());
        } else if (objective instanceof SameDiffFunction own) {
            own.release();
        }
    }

    private synchronized void release() {
        graphs.values().forEach(Graph::close);
        graphs.clear();
    }
}
