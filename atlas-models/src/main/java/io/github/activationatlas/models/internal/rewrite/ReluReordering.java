package io.github.activationatlas.models.internal.rewrite;

import io.github.activationatlas.models.internal.operator.Concatenation;
import io.github.activationatlas.models.internal.operator.ElementwiseFunction;
import io.github.activationatlas.models.internal.operator.ElementwiseOp;
import io.github.activationatlas.models.internal.operator.MaxPooling;
import io.github.activationatlas.models.internal.operator.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Moves a ReLU behind the max-pooling or the concatenation that follows it, where nobody else reads it. The largest of rectified values is
 * the rectified largest value, so results and gradients stay the same; but a pooled image is a quarter of the size, and a concatenation is
 * one array instead of several.
 */
public final class ReluReordering {
    private final Collection<String> kept;
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Integer> consumers = new HashMap<>();

    private ReluReordering(List<Node> nodes, Collection<String> kept) {
        this.kept = kept;
        for (Node node : nodes) {
            producers.put(node.output(), node);
            node.inputs().forEach(name -> consumers.merge(name, 1, Integer::sum));
        }
    }

    /**
     * Rewrites a network.
     *
     * @param kept results that must be there
     */
    public static List<Node> of(List<Node> nodes, Collection<String> kept) {
        List<Node> before = nodes;
        List<Node> after = new ReluReordering(nodes, kept).pass(nodes);
        while (!after.equals(before)) {
            before = after;
            after = new ReluReordering(after, kept).pass(after);
        }
        return after;
    }

    private List<Node> pass(List<Node> nodes) {
        List<Node> result = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (Node node : nodes) {
            ElementwiseOp movable = touched.stream().anyMatch(node.inputs()::contains) ? null : movable(node);
            if (movable == null) {
                result.add(node);
            } else {
                List<Node> activations =
                        node.inputs().stream().map(producers::get).toList();
                result.removeAll(activations);
                String between = node.inputs().get(0);
                List<String> inputs = activations.stream()
                        .map(activation -> activation.inputs().get(0))
                        .toList();
                result.add(new Node(node.kind(), node.operator(), inputs, between));
                result.add(new Node(activations.get(0).kind(), movable, List.of(between), node.output()));
                touched.add(node.output());
            }
        }
        return result;
    }

    /** The activation that may come after this node instead of before it. */
    private @Nullable ElementwiseOp movable(Node node) {
        boolean fits = node.operator() instanceof Concatenation
                || node.operator() instanceof MaxPooling pool && pool.seesSomething();
        ElementwiseOp first = fits ? rectification(node.inputs().get(0)) : null;
        boolean all = first != null
                && new HashSet<>(node.inputs()).size() == node.inputs().size()
                && node.inputs().stream().allMatch(input -> first.equals(rectification(input)));
        return all ? first : null;
    }

    private @Nullable ElementwiseOp rectification(String name) {
        Node node = producers.get(name);
        return node != null
                        && node.operator() instanceof ElementwiseOp activation
                        && activation.function() instanceof ElementwiseFunction.Relu
                        && consumers.get(name) == 1
                        && !kept.contains(name)
                ? activation
                : null;
    }
}
