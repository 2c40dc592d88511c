package io.github.activationatlas.umap;

/**
 * The heap that a fit takes at its fullest, beside the vectors: the most of what its stages hold at a time. Bytes of a point are counted from
 * the arrays that each stage makes.
 */
final class MemoryEstimate {
    /** What the JVM and small things take. */
    private static final long REST = 64L << 20;
    /** Points whose vectors the search keeps whole. */
    private static final int WHOLE = 16_384;
    /** Columns that the search keeps of others: as many as real activations needed. */
    private static final int COLUMNS = 224;

    private MemoryEstimate() {}

    static long bytes(long n, long d, long k, long components) {
        long columns = n <= WHOLE ? d : Math.min(d, COLUMNS);
        // The table and its copy in another order; five halves of k candidates; those around each, with a mark.
        long search = n * (2 * (4 * columns + 8) + 20 * k + 15 * k);
        // The neighbour graph; both views of each edge; the joined graph.
        long union = n * (8 * k + 16 * k + 16 * k);
        // The neighbour graph, the joined graph, the edges in the order they are worked off, coordinates and their
        // copies.
        long layout = n * (8 * k + 16 * k + 16 * k + 36 + 28 * components);
        long axes = 8L * d * Math.min(d, 264);
        return REST + axes + Math.max(search, Math.max(union, layout));
    }
}
