package io.github.activationatlas.umap;

/** How far two vectors are apart. */
public enum Metric {
    /** The length of their difference. */
    EUCLIDEAN,
    /**
     * One minus the cosine of the angle between them, 0 to 2. A vector of zeros is at distance 1/2 from every other and 0 from its like, as
     * if it were orthogonal to all in a dimension of half the length.
     */
    COSINE
}
