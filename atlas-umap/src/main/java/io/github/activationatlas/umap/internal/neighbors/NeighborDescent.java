package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A round of nearest-neighbour descent (Dong, Moses, Li 2011) on a table: the points around each point, forward and reverse, are compared with
 * one another by products of their gathered rows. What would change lists is kept until a block of points is through and then taken over,
 * each list by one thread, so that rounds need no locks and give the same result for any number of threads.
 */
record NeighborDescent(ProjectedVectors table, Products products) {
    /** Points whose surroundings are joined between two changes of lists. */
    private static final int BLOCK = 4096;

    private static final int CHUNK = 64;
    /** Points that have a point among their neighbours, of which so many are joined with it: enough for popular ones. */
    private static final int REVERSE = 120;
    /** Groups of lists that threads take over. */
    private static final int STRIPES = 16;

    /**
     * Goes through all points once.
     *
     * @param degree how many of a row's neighbours are looked at
     * @return how many places of lists changed
     */
    long round(NeighborLists lists, int degree, Workers workers) {
        int n = table.size();
        Neighborhoods around = Neighborhoods.of(lists, n, degree, REVERSE);
        workers.forRows(n, (from, to) -> lists.settle(from, to));
        ThreadLocal<Join> joins = ThreadLocal.withInitial(() -> new Join(lists, around, degree + REVERSE));
        AtomicLong changes = new AtomicLong();
        for (int from = 0; from < n; from += BLOCK) {
            int start = from;
            int end = Math.min(n, from + BLOCK);
            Offers[][] found = new Offers[(end - from + CHUNK - 1) / CHUNK][];
            workers.forEach(found.length, chunk -> {
                int first = start + chunk * CHUNK;
                found[chunk] = joins.get().points(first, Math.min(end, first + CHUNK));
            });
            workers.forEach(STRIPES, stripe -> {
                long changed = 0;
                for (Offers[] chunk : found) {
                    changed += chunk[stripe].apply(lists);
                }
                changes.addAndGet(changed);
            });
        }
        return changes.get();
    }

    /** What lists of one stripe are offered. */
    private static final class Offers {
        private int[] rows = new int[64];
        private int[] ids = new int[64];
        private float[] distances = new float[64];
        private int count;

        void add(int row, int id, float distance) {
            if (count == rows.length) {
                rows = Arrays.copyOf(rows, 2 * count);
                ids = Arrays.copyOf(ids, 2 * count);
                distances = Arrays.copyOf(distances, 2 * count);
            }
            rows[count] = row;
            ids[count] = id;
            distances[count++] = distance;
        }

        long apply(NeighborLists lists) {
            long changed = 0;
            for (int i = 0; i < count; i++) {
                changed += lists.offer(rows[i], ids[i], distances[i]) ? 1 : 0;
            }
            return changed;
        }
    }

    /** Compares what is around a point, where one end's edge is new since the last round. For one thread. */
    private final class Join {
        private final NeighborLists lists;
        private final Neighborhoods around;
        private final int[] seen = new int[table.size()];
        private final int[] ids;
        private final int[] hits;
        private final float[] half;
        private final float[] bound;
        private final float[] rows;
        private final float[] c;

        Join(NeighborLists lists, Neighborhoods around, int most) {
            this.lists = lists;
            this.around = around;
            this.ids = new int[most];
            this.hits = new int[Products.stride(most)];
            this.half = new float[Products.stride(most)];
            this.bound = new float[Products.stride(most)];
            this.rows = new float[most * table.width()];
            this.c = new float[most * Products.stride(most)];
        }

        Offers[] points(int from, int to) {
            Offers[] found = new Offers[STRIPES];
            Arrays.setAll(found, s -> new Offers());
            for (int p = from; p < to; p++) {
                int fresh = collect(p, 0, true);
                if (fresh > 0) {
                    join(fresh, collect(p, fresh, false), found);
                }
            }
            return found;
        }

        /** Gathers the rows around a point that are new, or those that are not, behind others; gives how many there are then. */
        private int collect(int p, int count, boolean fresh) {
            int m = count;
            int width = table.width();
            for (int i = around.first(p); i < around.first(p + 1); i++) {
                int q = around.id(i);
                if (around.fresh(i) == fresh && seen[q] != p + 1) {
                    seen[q] = p + 1;
                    ids[m] = q;
                    half[m] = table.half()[q];
                    bound[m] = half[m] - lists.worst(q);
                    System.arraycopy(table.values(), q * width, rows, m++ * width, width);
                }
            }
            return m;
        }

        private void join(int fresh, int m, Offers[] found) {
            products.multiply(rows, 0, m, rows, 0, fresh, table.width(), c);
            int stride = Products.stride(fresh);
            for (int r = 1; r < m; r++) {
                int count = products.select(c, r * stride, Math.min(r, fresh), half, bound, 0, half[r], bound[r], hits);
                for (int h = 0; h < count; h++) {
                    float d = table.between(ids[r], ids[hits[h]], c[r * stride + hits[h]]);
                    offer(ids[r], ids[hits[h]], d, found);
                    offer(ids[hits[h]], ids[r], d, found);
                }
            }
        }

        private void offer(int row, int id, float distance, Offers[] found) {
            if (distance < lists.worst(row) && !lists.holds(row, id, distance)) {
                found[row % STRIPES].add(row, id, distance);
            }
        }
    }
}
