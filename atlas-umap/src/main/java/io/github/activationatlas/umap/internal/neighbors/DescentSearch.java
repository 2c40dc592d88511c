package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.PairDistances;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Nearest-neighbour descent (Dong, Moses, Li 2011): neighbours of neighbours are likely neighbours. It starts from the leaves of random
 * projection trees. In each round a point looks, in a snapshot of all lists, at the neighbours of its neighbours, forward and reverse, and
 * changes its own list only, so that rounds need no locks and give the same result for any number of threads. Only trees look at coordinates,
 * so that the pairs may be compared by any metric.
 */
public record DescentSearch(PairDistances pairs, MetricVectors points, long seed) implements NeighborSearch {
    private static final int TREES = 8;
    private static final int ROUNDS = 8;
    /** Neighbours in either direction that a point looks at. */
    private static final int LIMIT = 24;

    private static final double STOP = 0.001;

    @Override
    public NeighborTable search(int k, Workers workers, IntConsumer progress) {
        NeighborLists lists = new NeighborLists(points.size(), k);
        int[][][] trees = new int[TREES][][];
        workers.forEach(
                TREES,
                t -> trees[t] = RandomProjectionTree.leaves(points, Math.max(60, k + 10), seed + t)
                        .toArray(int[][]::new));
        for (int t = 0; t < TREES; t++) {
            int[][] leaves = trees[t];
            // Leaves of one tree have no point in common.
            workers.forEach(leaves.length, leaf -> join(pairs, leaves[leaf], lists));
            progress.accept(50 * (t + 1) / TREES);
        }
        for (int round = 0; round < ROUNDS; round++) {
            long changes = round(pairs, lists, workers);
            progress.accept(50 + 50 * (round + 1) / ROUNDS);
            if (changes <= STOP * k * points.size()) {
                break;
            }
        }
        return lists.graph(pairs);
    }

    private static void join(PairDistances points, int[] leaf, NeighborLists lists) {
        for (int i = 0; i < leaf.length; i++) {
            for (int j = 0; j < i; j++) {
                float d = points.between(leaf[i], leaf[j]);
                lists.offer(leaf[i], leaf[j], d);
                lists.offer(leaf[j], leaf[i], d);
            }
        }
    }

    private static long round(PairDistances points, NeighborLists lists, Workers workers) {
        NeighborLists before = lists.snapshot();
        Neighborhoods around = Neighborhoods.of(before, points.size(), LIMIT, LIMIT);
        AtomicLong changes = new AtomicLong();
        ThreadLocal<int[]> marks = ThreadLocal.withInitial(() -> new int[points.size()]);
        workers.forRows(points.size(), (from, to) -> {
            int[] seen = marks.get();
            Arrays.fill(seen, -1);
            long changed = 0;
            for (int p = from; p < to; p++) {
                workers.check();
                lists.settle(p);
                seen[p] = p;
                for (int i = 0; i < before.k() && before.id(p, i) >= 0; i++) {
                    seen[before.id(p, i)] = p;
                }
                changed += look(points, lists, around, p, seen);
            }
            changes.addAndGet(changed);
        });
        return changes.get();
    }

    /** Offers p the points around the points around it, where either edge is new since the last round. */
    private static int look(PairDistances points, NeighborLists lists, Neighborhoods around, int p, int[] seen) {
        int changed = 0;
        for (int i = around.first(p); i < around.first(p + 1); i++) {
            int u = around.id(i);
            boolean newFirst = around.fresh(i);
            for (int j = around.first(u); j < around.first(u + 1); j++) {
                int q = around.id(j);
                if (seen[q] != p && (newFirst || around.fresh(j))) {
                    seen[q] = p;
                    if (lists.offer(p, q, points.between(p, q))) {
                        changed++;
                    }
                }
            }
        }
        return changed;
    }
}
