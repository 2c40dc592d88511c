package io.github.activationatlas.models.internal.rewrite;

import io.github.activationatlas.models.internal.operator.Convolution;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.Padding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes padding into the window behind it. Importers write unequal padding, and the ceil mode of max-pooling, as an operation of its own;
 * most of it needs no copy once the window knows of it.
 */
public final class PaddingFusion {
    /** Padding at or below this never wins a maximum. */
    private static final float LOWEST = -1e30f;

    private PaddingFusion() {}

    public static List<Node> fuse(List<Node> nodes) {
        Map<String, Node> paddings = new HashMap<>();
        Map<String, Integer> consumers = new HashMap<>();
        for (Node node : nodes) {
            node.inputs().forEach(name -> consumers.merge(name, 1, Integer::sum));
            if (node.operator() instanceof Padding) {
                paddings.put(node.output(), node);
            }
        }
        List<Node> fused = new ArrayList<>();
        for (Node node : nodes) {
            Node padding =
                    node.inputs().size() == 1 ? paddings.get(node.inputs().get(0)) : null;
            Operator operator = padding != null && consumers.get(padding.output()) == 1
                    ? fused((Padding) padding.operator(), node.operator())
                    : null;
            if (operator != null) {
                fused.remove(padding);
                fused.add(new Node(node.kind(), operator, padding.inputs(), node.output()));
            } else {
                fused.add(node);
            }
        }
        return fused;
    }

    private static @Nullable Operator fused(Padding padding, @Nullable Operator operator) {
        if (operator instanceof MaxPooling pool
                && padding.value() <= LOWEST
                && !pool.window().same()) {
            return new MaxPooling(pool.window().padded(padding.margins()));
        }
        if (operator instanceof Convolution c
                && padding.value() == 0
                && !c.window().same()) {
            return new Convolution(
                    c.window().padded(padding.margins()), c.inputs(), c.outputs(), c.weights(), c.bias());
        }
        return null;
    }
}
