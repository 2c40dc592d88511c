package io.github.activationatlas.umap.internal.vectors;

/** Points of which only this is known: how far any two are apart. */
public interface PairDistances {
    int size();

    /** A number that orders pairs as their distances do, and costs less. */
    float between(int i, int j);

    /** The metric's distance of such a number. */
    float distance(float between);
}
