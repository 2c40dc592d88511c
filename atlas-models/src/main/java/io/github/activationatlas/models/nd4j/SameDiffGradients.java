package io.github.activationatlas.models.nd4j;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.models.internal.array.QuietConsole;
import org.nd4j.autodiff.samediff.SameDiff;

/** Makes gradient functions of SameDiff graphs. Thread-safe for different graphs. */
public final class SameDiffGradients {
    private SameDiffGradients() {}

    /**
     * Makes a graph's gradient function as {@link SameDiff#createGradFunction(String...)} does, without what that prints to standard output.
     * For as long as this takes, what other threads print to standard output is lost too.
     *
     * @param graph a graph with loss variables
     * @param variables the variables and placeholders whose gradients will be asked for
     */
    public static void create(SameDiff graph, String... variables) {
        checkNotNull(graph, "graph must not be null");
        checkNotNull(variables, "variables must not be null");
        QuietConsole.createGradFunction(graph, variables);
    }
}
