package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The search for metrics that are squared differences. It keeps more candidates a row than are wanted, found by estimates from a
 * {@link ProjectedVectors}, and takes the nearest by the vectors themselves. All rows are compared while there are few; beyond that the leaves of some
 * trees and some rounds of descent find nearly all neighbours.
 */
record ProjectedSearch(NormalizedVectors rows, ProjectedVectors table, Products products, long seed, StageTimer stages)
        implements NeighborSearch {
    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(ProjectedSearch.class);

    /** Up to this many points all are compared. */
    static final int FEW = 60_000;

    private static final int TREES = 8;
    private static final int LEAF = 512;
    private static final int ROUNDS = 6;
    private static final double STOP = 0.05;

    /** How many candidates are kept so that the k nearest are among them. */
    static int kept(int n, int k) {
        return Math.min(n - 1, 5 * k / 2);
    }

    @Override
    public NeighborTable search(int k, Workers workers, IntConsumer progress) {
        return search(k, workers, table.size() <= FEW, progress);
    }

    /** Compares all rows, or else descends. */
    NeighborTable search(int k, Workers workers, boolean all, IntConsumer progress) {
        int wanted = Math.min(k, table.size() - 1);
        NeighborLists lists = new NeighborLists(table.size(), kept(table.size(), wanted));
        if (all) {
            new AllPairs(table, products).fill(lists, workers, progress);
            stages.mark("pairs");
        } else {
            descend(lists, wanted, workers, progress);
        }
        NeighborTable graph = nearest(lists, wanted, workers);
        stages.mark("rank");
        LOG.debug("Seconds of the search: {}", stages.seconds());
        progress.accept(100);
        return graph;
    }

    private void descend(NeighborLists lists, int k, Workers workers, IntConsumer progress) {
        LeafPairs pairs = new LeafPairs(table, products);
        for (int t = 0; t < TREES; t++) {
            TreeLeaves leaves = TreeLeaves.of(table, LEAF, seed + 1 + t, products, workers);
            stages.mark("trees");
            pairs.fill(leaves, lists, workers);
            stages.mark("leaves");
            progress.accept(40 * (t + 1) / TREES);
        }
        NeighborDescent descent = new NeighborDescent(table, products);
        int degree = Math.min(lists.k(), k * 3 / 2);
        for (int round = 0; round < ROUNDS; round++) {
            long changes = descent.round(lists, degree, workers);
            stages.mark("descent" + round + ":" + changes);
            progress.accept(40 + 50 * (round + 1) / ROUNDS);
            if (changes <= STOP * k * table.size()) {
                break;
            }
        }
    }

    /** The nearest of the candidates, by the vectors themselves, under their own names; ties by name. */
    private NeighborTable nearest(NeighborLists lists, int k, Workers workers) {
        int n = table.size();
        int[] ids = new int[Math.multiplyExact(n, k)];
        float[] distances = new float[ids.length];
        workers.forRows(n, (from, to) -> {
            float[] x = new float[rows.dimension()];
            float[] y = new float[rows.dimension()];
            long[] found = new long[lists.k()];
            for (int r = from; r < to; r++) {
                rows.copy(table.order()[r], x);
                int count = 0;
                for (; count < found.length && lists.id(r, count) >= 0; count++) {
                    int j = table.order()[lists.id(r, count)];
                    rows.copy(j, y);
                    found[count] = (long) Float.floatToIntBits(products.squared(x, y, x.length)) << 32 | j;
                }
                Arrays.sort(found, 0, count);
                int at = table.order()[r] * k;
                for (int p = 0; p < k; p++) {
                    ids[at + p] = p < count ? (int) found[p] : -1;
                    distances[at + p] = p < count
                            ? rows.distance(Float.intBitsToFloat((int) (found[p] >>> 32)))
                            : Float.POSITIVE_INFINITY;
                }
            }
        });
        return new NeighborTable(n, k, ids, distances);
    }
}
