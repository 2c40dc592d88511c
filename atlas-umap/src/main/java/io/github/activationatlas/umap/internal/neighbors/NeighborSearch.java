package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.function.IntConsumer;

/** Finds each point's nearest other points. Results do not depend on the number of threads. */
interface NeighborSearch {

    /**
     * Searches.
     *
     * @param k neighbours wanted, the point itself left out
     * @param progress called with percent done, from any thread
     */
    NeighborTable search(int k, Workers workers, IntConsumer progress);
}
