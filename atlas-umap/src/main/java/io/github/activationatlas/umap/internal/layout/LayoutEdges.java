package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;

/**
 * The edges of a graph as the layout goes through them: point behind point in another order than the graph's, and without those that are
 * never due.
 *
 * @param first where each point's edges begin
 * @param heads the points at their other ends
 * @param shares how often each is due, as a share of the epochs: a fraction of 2^32, unsigned
 */
public record LayoutEdges(int[] first, int[] heads, int[] shares) {

    /**
     * Takes the edges over.
     *
     * @param place for each point of the graph, its place in the other order
     */
    public static LayoutEdges of(FuzzyGraph graph, int[] place, int epochs) {
        int n = graph.points();
        float max = graph.largest();
        int[] vertex = new int[n];
        for (int v = 0; v < n; v++) {
            vertex[place[v]] = v;
        }
        int[] first = new int[n + 1];
        for (int p = 0; p < n; p++) {
            first[p + 1] = first[p];
            for (int e = graph.first()[vertex[p]]; e < graph.first()[vertex[p] + 1]; e++) {
                first[p + 1] += due(graph.weights()[e] / max, epochs) ? 1 : 0;
            }
        }
        int[] heads = new int[first[n]];
        int[] shares = new int[first[n]];
        for (int p = 0, at = 0; p < n; p++) {
            for (int e = graph.first()[vertex[p]]; e < graph.first()[vertex[p] + 1]; e++) {
                float share = graph.weights()[e] / max;
                if (due(share, epochs)) {
                    heads[at] = place[graph.heads()[e]];
                    shares[at++] = (int) Math.min((long) (share * 0x1p32), 0xFFFFFFFFL);
                }
            }
        }
        return new LayoutEdges(first, heads, shares);
    }

    private static boolean due(float share, int epochs) {
        return share * (double) epochs >= 1;
    }

    /**
     * 1 if an edge is due, 0 if not: whether the whole part of its share times the epoch has grown since the epoch before. Without a branch,
     * as none could be foreseen.
     */
    public static int due(int share, int epoch) {
        return (int) (Integer.toUnsignedLong(share * epoch) - Integer.toUnsignedLong(share) >>> 63);
    }

    /** The most edges of a point. */
    public int degree() {
        int most = 0;
        for (int p = 0; p + 1 < first.length; p++) {
            most = Math.max(most, first[p + 1] - first[p]);
        }
        return most;
    }
}
