package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.internal.parallel.Workers;

/** What a layout follows beside its graph: the vectors' density, or other layouts. Its methods are called by many threads. */
public interface LayoutTerm {
    /** A graph alone. */
    LayoutTerm NONE = new LayoutTerm() {};

    /** Takes note of where the points are, before each epoch, in one thread. */
    default void begin(LayoutRun run, int epoch, Workers workers) {}

    /** Whether edges pull otherwise than by the graph, in this epoch. */
    default boolean changesPulls() {
        return false;
    }

    /**
     * What is added to an edge's pull, as a factor on the difference of its ends; below 0 it pushes. Points are given by their places.
     *
     * @param edge its index among the run's edges
     * @param d2 the squared distance of its ends, above 0
     */
    default float pull(int edge, int from, int to, float d2) {
        return 0;
    }

    /**
     * Draws a point to places outside its layout.
     *
     * @param point its place
     * @param due how many of its edges are due
     * @param at its coordinates
     * @param steps where strength times difference is added, by coordinate
     * @return the sum of the strengths
     */
    default float draw(int point, int due, float rate, float[] at, float[] steps) {
        return 0;
    }
}
