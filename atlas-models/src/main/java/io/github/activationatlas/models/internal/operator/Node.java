package io.github.activationatlas.models.internal.operator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a network.
 *
 * @param kind the operation's name in the graph that it was read from
 * @param operator its rules, null where the plan has none
 * @param output the name of its result
 * @param helper whether the result is a step on the way to one that the graph has a name for
 */
public record Node(String kind, @Nullable Operator operator, List<String> inputs, String output, boolean helper) {
    public Node(String kind, @Nullable Operator operator, List<String> inputs, String output, boolean helper) {
        this.kind = kind;
        this.operator = operator;
        this.inputs = List.copyOf(inputs);
        this.output = output;
        this.helper = helper;
    }

    public Node(String kind, @Nullable Operator operator, List<String> inputs, String output) {
        this(kind, operator, inputs, output, false);
    }
}
