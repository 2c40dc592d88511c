package io.github.activationatlas.umap.internal.graph;

import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.Arrays;

/**
 * The fuzzy simplicial set: a symmetric weighted graph in compressed rows, where both directions of an edge are stored, columns ascending.
 *
 * @param first where each point's edges begin; length points + 1
 * @param heads the other end of each edge
 * @param weights the membership of each edge, above 0 and at most 1
 */
public record FuzzyGraph(int[] first, int[] heads, float[] weights) {

    public int points() {
        return first.length - 1;
    }

    /** The largest weight, or 0 if there is no edge. */
    public float largest() {
        float most = 0;
        for (float w : weights) {
            most = Math.max(most, w);
        }
        return most;
    }

    /** Joins the views that both ends have of an edge: mix (a + b - ab) + (1 - mix) ab. */
    public static FuzzyGraph union(NeighborTable graph, SmoothDistances scales, double mix, Workers workers) {
        int n = graph.size();
        int[] start = starts(graph);
        // A row's own view of its edges, then the others' view; each a neighbour and the membership's bits, so that
        // one sort brings both views of an edge side by side.
        long[] views = new long[start[n]];
        int[] next = new int[n];
        workers.forRows(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                next[i] = start[i] + graph.found(i);
                for (int e = start[i]; e < next[i]; e++) {
                    int at = e - start[i];
                    views[e] = view(graph.id(i, at), scales.membership(i, graph.distance(i, at)));
                }
            }
        });
        for (int i = 0; i < n; i++) {
            for (int e = start[i], end = start[i] + graph.found(i); e < end; e++) {
                views[next[(int) (views[e] >>> 32)]++] = (long) i << 32 | views[e] & 0xFFFFFFFFL;
            }
        }
        int[] counts = new int[n];
        workers.forRows(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                counts[i] = join(views, start[i], start[i + 1], mix);
            }
        });
        return compact(views, start, counts);
    }

    private static int[] starts(NeighborTable graph) {
        int n = graph.size();
        int[] start = new int[n + 1];
        for (int i = 0; i < n; i++) {
            int found = graph.found(i);
            start[i + 1] += found;
            for (int e = 0; e < found; e++) {
                start[graph.id(i, e) + 1]++;
            }
        }
        for (int i = 0; i < n; i++) {
            start[i + 1] = Math.addExact(start[i], start[i + 1]);
        }
        return start;
    }

    private static long view(int neighbor, double membership) {
        return (long) neighbor << 32 | Float.floatToIntBits((float) membership);
    }

    /** Sorts and joins one row in place; gives how many edges are left. */
    private static int join(long[] views, int from, int to, double mix) {
        Arrays.sort(views, from, to);
        int at = from;
        for (int e = from; e < to; e++) {
            int j = (int) (views[e] >>> 32);
            double a = Float.intBitsToFloat((int) views[e]);
            boolean both = e + 1 < to && (int) (views[e + 1] >>> 32) == j;
            double b = both ? Float.intBitsToFloat((int) views[++e]) : 0;
            double weight = mix * (a + b - a * b) + (1 - mix) * a * b;
            if ((float) weight > 0) {
                views[at++] = view(j, weight);
            }
        }
        return at - from;
    }

    private static FuzzyGraph compact(long[] views, int[] start, int[] counts) {
        int[] first = new int[start.length];
        for (int i = 0; i < counts.length; i++) {
            first[i + 1] = first[i] + counts[i];
        }
        int[] heads = new int[first[counts.length]];
        float[] weights = new float[heads.length];
        for (int i = 0; i < counts.length; i++) {
            for (int e = 0; e < counts[i]; e++) {
                heads[first[i] + e] = (int) (views[start[i] + e] >>> 32);
                weights[first[i] + e] = Float.intBitsToFloat((int) views[start[i] + e]);
            }
        }
        return new FuzzyGraph(first, heads, weights);
    }
}
