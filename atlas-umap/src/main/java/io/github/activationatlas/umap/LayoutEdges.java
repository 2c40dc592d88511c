package io.github.activationatlas.umap;

import java.util.Arrays;

/**
 * The edges of a graph, each once, by the pair of blocks that its ends are in. Points are renamed by their places in an order in which near
 * points stand near; a block is a range of places.
 *
 * @param schedule the pairs of blocks
 * @param first where the edges of each meeting of the schedule begin
 * @param shares how often an edge is due, as a share of the epochs
 */
record LayoutEdges(PairSchedule schedule, int[] first, int[] tails, int[] heads, float[] shares) {

    static LayoutEdges of(FuzzyGraph graph, int[] place, int epochs) {
        int n = graph.points();
        int block = block(n);
        int blocks = (n + block - 1) / block;
        PairSchedule schedule = new PairSchedule(blocks);
        int[] meeting = new int[blocks * blocks];
        for (int m = 0; m < schedule.meetings(); m++) {
            meeting[schedule.left(m) * blocks + schedule.right(m)] = m;
        }
        float max = 0;
        for (float w : graph.weights()) {
            max = Math.max(max, w);
        }
        int[] vertex = new int[n];
        for (int i = 0; i < n; i++) {
            vertex[place[i]] = i;
        }
        int[] first = new int[schedule.meetings() + 1];
        // Twice over the same edges: to count, and to put.
        int[] next = new int[0];
        int[] tails = new int[0];
        int[] heads = new int[0];
        float[] shares = new float[0];
        for (int pass = 0; pass < 2; pass++) {
            for (int i = 0; i < n; i++) {
                int v = vertex[i];
                for (int e = graph.first()[v]; e < graph.first()[v + 1]; e++) {
                    int j = place[graph.heads()[e]];
                    float share = graph.weights()[e] / max;
                    if (j > i && share * (double) epochs >= 1) {
                        int m = meeting[i / block * blocks + j / block];
                        if (pass == 0) {
                            first[m + 1]++;
                        } else {
                            tails[next[m]] = i;
                            heads[next[m]] = j;
                            shares[next[m]++] = share;
                        }
                    }
                }
            }
            if (pass == 0) {
                for (int m = 0; m < schedule.meetings(); m++) {
                    first[m + 1] += first[m];
                }
                next = Arrays.copyOf(first, schedule.meetings());
                tails = new int[first[schedule.meetings()]];
                heads = new int[tails.length];
                shares = new float[tails.length];
            }
        }
        return new LayoutEdges(schedule, first, tails, heads, shares);
    }

    /** Points of a block: enough that a meeting is worth its start, few enough that many threads find work. */
    private static int block(int n) {
        int blocks = n < 512 ? 1 : n < 20_000 ? 8 : n < 100_000 ? 16 : 32;
        return (n + blocks - 1) / blocks;
    }
}
