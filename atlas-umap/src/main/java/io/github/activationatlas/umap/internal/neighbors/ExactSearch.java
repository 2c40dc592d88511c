package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.PairDistances;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Compares every point with every other: right, and fast enough for some thousands. */
public record ExactSearch(PairDistances points) implements NeighborSearch {

    @Override
    public NeighborTable search(int k, Workers workers, IntConsumer progress) {
        int n = points.size();
        NeighborLists lists = new NeighborLists(n, k);
        AtomicInteger done = new AtomicInteger();
        workers.forRows(n, (from, to) -> {
            // Blocks of the other points stay in the cache while the rows go over them.
            for (int block = 0; block < n; block += 64) {
                workers.check();
                for (int i = from; i < to; i++) {
                    for (int j = block; j < Math.min(n, block + 64); j++) {
                        if (i != j) {
                            lists.offer(i, j, points.between(i, j));
                        }
                    }
                }
            }
            progress.accept((int) (100L * done.addAndGet(to - from) / n));
        });
        return lists.graph(points);
    }
}
