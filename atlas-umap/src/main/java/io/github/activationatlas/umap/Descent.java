package io.github.activationatlas.umap;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A round of nearest-neighbour descent (Dong, Moses, Li 2011) on a table: each row looks, in a snapshot of all lists, at the neighbours of
 * its neighbours, forward and reverse, and changes its own list only, so that rounds need no locks and give the same result for any number
 * of threads.
 */
record Descent(Table table, Products products) {
    private static final int BATCH = 1024;

    /**
     * Goes through all rows once.
     *
     * @param degree how many of a row's neighbours, and of those whose neighbour it is, are looked at
     * @return how many places of lists changed
     */
    long round(NeighborLists lists, int degree, Workers workers) {
        Neighborhoods around = Neighborhoods.of(lists, table.size(), degree);
        ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(() -> new Scratch(table.size()));
        AtomicLong changes = new AtomicLong();
        workers.forRows(table.size(), (from, to) -> {
            Scratch s = scratch.get();
            long changed = 0;
            for (int p = from; p < to; p++) {
                changed += look(p, lists, around, s);
            }
            changes.addAndGet(changed);
        });
        return changes.get();
    }

    private static final class Scratch {
        final int[] seen;
        final int[] ids = new int[BATCH];
        final float[] dots = new float[BATCH];
        int stamp;

        Scratch(int n) {
            seen = new int[n];
        }
    }

    private int look(int p, NeighborLists lists, Neighborhoods around, Scratch s) {
        int stamp = ++s.stamp;
        int[] seen = s.seen;
        seen[p] = stamp;
        for (int i = 0; i < lists.k() && lists.id(p, i) >= 0; i++) {
            seen[lists.id(p, i)] = stamp;
        }
        lists.settle(p);
        int changed = 0;
        int count = 0;
        for (int i = around.first(p); i < around.first(p + 1); i++) {
            int u = around.id(i);
            boolean fresh = around.fresh(i);
            for (int j = around.first(u); j < around.first(u + 1); j++) {
                if (fresh || around.fresh(j)) {
                    int q = around.id(j);
                    if (seen[q] != stamp) {
                        seen[q] = stamp;
                        s.ids[count++] = q;
                        if (count == BATCH) {
                            changed += offer(p, count, lists, s);
                            count = 0;
                        }
                    }
                }
            }
        }
        return changed + offer(p, count, lists, s);
    }

    private int offer(int p, int count, NeighborLists lists, Scratch s) {
        int width = table.width();
        products.dots(table.values(), p * width, table.values(), s.ids, count, width, s.dots);
        int changed = 0;
        float worst = lists.worst(p);
        for (int i = 0; i < count; i++) {
            float d = table.between(p, s.ids[i], s.dots[i]);
            if (d < worst && lists.offer(p, s.ids[i], d)) {
                worst = lists.worst(p);
                changed++;
            }
        }
        return changed;
    }
}
