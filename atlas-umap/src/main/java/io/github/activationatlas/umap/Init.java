package io.github.activationatlas.umap;

/** Where points start before the layout is optimised. */
public enum Init {
    /** The first principal components of the vectors, so that parts of the graph without an edge between them keep their places. */
    PCA,
    /** Anywhere, independently. */
    RANDOM
}
