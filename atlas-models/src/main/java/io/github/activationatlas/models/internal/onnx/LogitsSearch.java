package io.github.activationatlas.models.internal.onnx;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.network.Network;
import io.github.activationatlas.models.internal.onnx.OnnxValue.Result;
import io.github.activationatlas.models.internal.operator.Flattening;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.IndexMap;
import io.github.activationatlas.models.internal.tensor.Recount;
import io.github.activationatlas.models.internal.tensor.Softmax;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which result of a network holds the logits. */
final class LogitsSearch {
    private LogitsSearch() {}

    /** Of several outputs the vector that comes last, and of a softmax what goes into it; nothing if no output is computed. */
    static Optional<String> in(Network network, List<Result> outputs) {
        Map<String, Node> byOutput = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (Node node : network.nodes()) {
            places.put(node.output(), places.size());
            byOutput.put(node.output(), node);
        }
        return outputs.stream()
                .filter(result -> places.containsKey(result.name()))
                .max(Comparator.comparing((Result result) -> isVector(result.shape()))
                        .thenComparing(result -> places.get(result.name())))
                .map(result -> beforeSoftmax(result.name(), byOutput));
    }

    private static String beforeSoftmax(String last, Map<String, Node> byOutput) {
        for (Node node = byOutput.get(last);
                node != null;
                node = byOutput.get(node.inputs().get(0))) {
            if (node.operator() instanceof Softmax softmax && !softmax.logarithm()) {
                return node.inputs().get(0);
            }
            if (!movesNothing(node.operator())) {
                break;
            }
        }
        return last;
    }

    private static boolean movesNothing(Operator operator) {
        return operator instanceof Recount
                || operator instanceof Flattening
                || operator instanceof IndexMap map && map.isReordering();
    }

    private static boolean isVector(TensorShape shape) {
        Shape image = shape.image();
        return image != null && image.height() * image.width() == 1;
    }
}
