package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.PairSchedule;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Compares all rows of a table by products of blocks. */
record AllPairs(ProjectedVectors table, Products products) {
    private static final int BLOCK = 512;
    private static final int COLUMNS = 128;

    void fill(NeighborLists lists, Workers workers, IntConsumer progress) {
        int n = table.size();
        float[] bound = new float[n];
        java.util.Arrays.fill(bound, Float.NEGATIVE_INFINITY);
        int blocks = (n + BLOCK - 1) / BLOCK;
        PairSchedule schedule = new PairSchedule(blocks);
        ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[BLOCK * COLUMNS]);
        AtomicInteger done = new AtomicInteger();
        schedule.run(workers, (left, right, number) -> {
            for (int from = right * BLOCK; from < Math.min(n, (right + 1) * BLOCK); from += COLUMNS) {
                meet(left, from, Math.min(COLUMNS, n - from), lists, bound, scratch.get());
            }
            int percent = (int) (100L * done.incrementAndGet() / schedule.meetings());
            if (number % 64 == 0) {
                progress.accept(percent);
            }
        });
    }

    private void meet(int left, int from, int columns, NeighborLists lists, float[] bound, float[] c) {
        int[] hits = new int[COLUMNS];
        float[] half = table.half();
        int first = left * BLOCK;
        int rows = Math.min(BLOCK, Math.min(table.size(), from + columns) - first);
        int width = table.width();
        products.multiply(table.values(), first * width, rows, table.values(), from * width, columns, width, c);
        int stride = Products.stride(columns);
        for (int r = 0; r < rows; r++) {
            int i = first + r;
            int count =
                    products.select(c, r * stride, columns, half, bound, from, half[i], half[i] - lists.worst(i), hits);
            for (int h = 0; h < count; h++) {
                int j = from + hits[h];
                if (j > i) {
                    float d = table.between(i, j, c[r * stride + hits[h]]);
                    lists.offer(i, j, d);
                    if (lists.offer(j, i, d)) {
                        bound[j] = half[j] - lists.worst(j);
                    }
                }
            }
            bound[i] = half[i] - lists.worst(i);
        }
    }
}
