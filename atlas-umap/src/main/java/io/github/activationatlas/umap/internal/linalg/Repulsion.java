package io.github.activationatlas.umap.internal.linalg;

/** What a run of points does to one that it pushes away. Thread-safe. */
public interface Repulsion {
    /** Sums may be kept in so many parts a coordinate. */
    int PARTS = 32;

    /** How many of them are in use, a multiple of 4. */
    default int parts() {
        return 4;
    }

    /** A crowd's arrays go on for so many values that are read and not used. */
    int PAD = 32;

    /**
     * Adds the steps that a run causes.
     *
     * @param at the point's coordinates
     * @param crowd the run's, one array a coordinate
     * @param from first of the run
     * @param to just behind its last
     * @param rate by which all steps are multiplied; none is longer along a coordinate than four times this
     * @param sums PARTS places a coordinate, whose sum is its step
     */
    void add(float[] at, float[][] crowd, int from, int to, float rate, float[] sums);
}
