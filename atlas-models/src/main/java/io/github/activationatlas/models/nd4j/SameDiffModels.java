package io.github.activationatlas.models.nd4j;

import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.models.Backend;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.models.internal.run.GraphModel;
import io.github.activationatlas.models.internal.run.GraphSource;
import org.nd4j.autodiff.samediff.SameDiff;

/** Makes models from SameDiff graphs in memory. Thread-safe. */
public final class SameDiffModels {
    private SameDiffModels() {}

    /**
     * Wraps a graph. It must not be changed afterwards.
     *
     * @param graph a trained graph with one image placeholder; its output, or what goes into its last softmax, holds the logits
     * @param input what it expects of its input, with any number of channels
     * @return the model, with numbered classes; it is identified by the SHA-256 of the graph, and cannot be opened from its settings
     * @throws io.github.activationatlas.models.ModelFormatException if the graph does not have exactly one input, or has weights that are not
     *     finite
     * @throws IllegalArgumentException if the preprocessing does not fit it
     * @throws IllegalStateException if no ND4J backend is on the class path
     */
    public static VisionModel of(SameDiff graph, Preprocessing input) {
        checkNotNull(graph, "graph must not be null");
        checkNotNull(input, "input must not be null");
        Backend.require();
        return GraphModel.of(graph, GraphSource.memory(graph), input, null, "", null);
    }
}
