package io.github.activationatlas.umap;

/** Where points start before the layout is optimised. */
public enum Init {
    /** The first principal components of the vectors, each point brought towards the mean of its neighbours. */
    PCA,
    /**
     * The first eigenvectors of the graph's normalised Laplacian (Belkin, Niyogi 2003). Parts of the graph without an edge between them are
     * laid out one by one around their places by {@link #PCA}; beyond 1000 parts, points start as by {@link #PCA}.
     */
    SPECTRAL,
    /**
     * From coarse to fine: points joined into parts, and these into larger ones (label propagation), are laid out first, the coarsest from
     * {@link #PCA}. In time it is near that, and parts that the components fold over one another come apart.
     */
    RECURSIVE,
    /** Anywhere, each point then brought towards the mean of its neighbours. */
    RANDOM
}
