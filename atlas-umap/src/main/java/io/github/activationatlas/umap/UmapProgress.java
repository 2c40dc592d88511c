package io.github.activationatlas.umap;

/**
 * How far a fit has come.
 *
 * @param stage what is being done
 * @param done steps of this stage done, 0 to total
 * @param total steps of this stage
 */
public record UmapProgress(Stage stage, int done, int total) {

    /** The stages of a fit, in order. */
    public enum Stage {
        /** Finding each point's nearest neighbours. */
        NEIGHBORS,
        /** Weighing the edges and choosing where points start. */
        GRAPH,
        /** Moving points; a step is an epoch. */
        LAYOUT
    }
}
