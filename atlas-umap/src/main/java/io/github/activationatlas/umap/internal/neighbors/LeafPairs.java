package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;

/** Compares all rows of each leaf by products. Leaves have no row in common, so they need no locks. */
record LeafPairs(ProjectedVectors table, Products products) {
    private static final int COLUMNS = 128;

    void fill(TreeLeaves leaves, NeighborLists lists, Workers workers) {
        ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);
        workers.forEach(
                leaves.count(),
                leaf -> join(
                        leaves.order(),
                        leaves.first(leaf),
                        leaves.first(leaf + 1) - leaves.first(leaf),
                        lists,
                        scratch.get()));
    }

    private static final class Scratch {
        float[] rows = new float[0];
        float[] half = new float[0];
        float[] bound = new float[0];
        float[] c = new float[0];
        final int[] hits = new int[COLUMNS];

        void fit(int m, int width) {
            if (half.length < m) {
                half = new float[m];
                bound = new float[m];
                rows = new float[m * width];
                c = new float[m * COLUMNS];
            }
        }
    }

    private void join(int[] order, int first, int m, NeighborLists lists, Scratch s) {
        int width = table.width();
        s.fit(m, width);
        for (int r = 0; r < m; r++) {
            int i = order[first + r];
            System.arraycopy(table.values(), i * width, s.rows, r * width, width);
            s.half[r] = table.half()[i];
            s.bound[r] = s.half[r] - lists.worst(i);
        }
        for (int from = 0; from < m; from += COLUMNS) {
            int columns = Math.min(COLUMNS, m - from);
            int stride = Products.stride(columns);
            // Rows behind the columns have met them as columns.
            products.multiply(s.rows, 0, from + columns, s.rows, from * width, columns, width, s.c);
            for (int r = 0; r < from + columns; r++) {
                int i = order[first + r];
                int count =
                        products.select(s.c, r * stride, columns, s.half, s.bound, from, s.half[r], s.bound[r], s.hits);
                for (int h = 0; h < count; h++) {
                    int q = from + s.hits[h];
                    if (q > r) {
                        int j = order[first + q];
                        float d = table.between(i, j, s.c[r * stride + s.hits[h]]);
                        lists.offer(i, j, d);
                        if (lists.offer(j, i, d)) {
                            s.bound[q] = s.half[q] - lists.worst(j);
                        }
                    }
                }
                s.bound[r] = s.half[r] - lists.worst(i);
            }
        }
    }
}
