package io.github.activationatlas;

import java.time.Duration;

/**
 * How far a long job has come.
 *
 * @param stage what is being done
 * @param layer for which layer; empty if for all
 * @param done steps of this stage done
 * @param total steps of this stage
 * @param left an estimate of what is left of this stage
 */
public record AtlasProgress(Stage stage, String layer, long done, long total, Duration left) {

    /** The stages, in order. */
    public enum Stage {
        /** Running the network on images; a step is an image. */
        COLLECT,
        /** UMAP; a step is a percent of a part of it. */
        LAYOUT,
        /** Drawing icons; a step is one step of one icon. */
        ICONS,
        /** Cutting the images' parts that come closest to the cells; a step is an image. */
        EXAMPLES,
        /** Writing the atlas's files; a step is a layer. */
        SAVE,
        /** Writing a web page; a step is an icon, the examples beside it, or a class of a layer. */
        PAGE
    }
}
