package io.github.activationatlas.models.internal.rewrite;

import io.github.activationatlas.models.internal.operator.ConcatenatedConvolution;
import io.github.activationatlas.models.internal.operator.Concatenation;
import io.github.activationatlas.models.internal.operator.Convolution;
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
 * Takes a concatenation into the 1 x 1 convolution that alone reads it, be it through operators that keep channels apart: those then work
 * on each of the inputs.
 */
public final class ConcatenationFusion {
    private final Collection<String> kept;
    private final Map<String, List<Node>> readers = new HashMap<>();

    private ConcatenationFusion(List<Node> nodes, Collection<String> kept) {
        this.kept = kept;
        for (Node node : nodes) {
            node.inputs()
                    .forEach(name -> readers.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(node));
        }
    }

    /**
     * Rewrites a network.
     *
     * @param kept results that must be there
     */
    public static List<Node> of(List<Node> nodes, Collection<String> kept) {
        return new ConcatenationFusion(nodes, kept).pass(nodes);
    }

    private List<Node> pass(List<Node> nodes) {
        List<Node> result = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Node node : nodes) {
            List<Node> chain = node.operator() instanceof Concatenation ? chain(node) : List.of();
            if (!chain.isEmpty()) {
                join(node, chain, result);
                done.add(node.output());
                chain.forEach(part -> done.add(part.output()));
            } else if (!done.contains(node.output())) {
                result.add(node);
            }
        }
        return result;
    }

    /** What reads the concatenation, the convolution at the end; empty if it is not so. */
    private List<Node> chain(Node concatenation) {
        List<Node> chain = new ArrayList<>();
        Node last = concatenation;
        while (true) {
            Node next = reader(last);
            if (next == null) {
                return List.of();
            }
            chain.add(next);
            if (next.operator() instanceof Convolution c && c.window().pointwise()) {
                return chain;
            }
            if (!(next.operator() instanceof ElementwiseOp || next.operator() instanceof MaxPooling)) {
                return List.of();
            }
            last = next;
        }
    }

    private @Nullable Node reader(Node node) {
        List<Node> all = readers.getOrDefault(node.output(), List.of());
        return all.size() == 1 && !kept.contains(node.output()) ? all.get(0) : null;
    }

    private static void join(Node concatenation, List<Node> chain, List<Node> result) {
        Node last = chain.get(chain.size() - 1);
        List<String> parts = new ArrayList<>();
        List<String> inputs = concatenation.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            String part = inputs.get(i);
            for (Node node : chain.subList(0, chain.size() - 1)) {
                // A value may be among the inputs twice.
                String name = node.output() + " of input " + i;
                result.add(new Node(node.kind(), node.operator(), List.of(part), name));
                part = name;
            }
            parts.add(part);
        }
        result.add(new Node(
                last.kind(), new ConcatenatedConvolution((Convolution) last.operator()), parts, last.output()));
    }
}
