package io.github.activationatlas.umap.internal.neighbors;

/** For each point its nearest neighbours and the points that have it among theirs, up to a limit of each, in one flat table. */
final class Neighborhoods {
    private final int[] first;
    private final int[] ids;
    private final boolean[] fresh;

    private Neighborhoods(int[] first) {
        this.first = first;
        this.ids = new int[first[first.length - 1]];
        this.fresh = new boolean[ids.length];
    }

    /**
     * Looks at the lists.
     *
     * @param nearest so many of a point's neighbours
     * @param limit so many of those that have it among theirs
     */
    static Neighborhoods of(NeighborLists lists, int n, int nearest, int limit) {
        int forward = Math.min(nearest, lists.k());
        int[] counts = new int[n];
        int[] reverse = new int[n];
        // Nearest first: column by column, so that a popular point keeps those that hold it nearest.
        for (int i = 0; i < forward; i++) {
            for (int p = 0; p < n; p++) {
                int q = lists.id(p, i);
                if (q >= 0) {
                    counts[p]++;
                    if (reverse[q] < limit) {
                        reverse[q]++;
                        counts[q]++;
                    }
                }
            }
        }
        int[] first = new int[n + 1];
        for (int p = 0; p < n; p++) {
            first[p + 1] = Math.addExact(first[p], counts[p]);
        }
        Neighborhoods around = new Neighborhoods(first);
        int[] next = first.clone();
        int[] taken = new int[n];
        for (int i = 0; i < forward; i++) {
            for (int p = 0; p < n; p++) {
                int q = lists.id(p, i);
                if (q >= 0) {
                    around.put(next[p]++, q, lists.fresh(p, i));
                    if (taken[q] < limit) {
                        taken[q]++;
                        around.put(next[q]++, p, lists.fresh(p, i));
                    }
                }
            }
        }
        return around;
    }

    private void put(int at, int id, boolean isFresh) {
        ids[at] = id;
        fresh[at] = isFresh;
    }

    int first(int p) {
        return first[p];
    }

    int id(int i) {
        return ids[i];
    }

    boolean fresh(int i) {
        return fresh[i];
    }
}
