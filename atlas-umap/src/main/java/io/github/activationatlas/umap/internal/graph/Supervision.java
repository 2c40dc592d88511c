package io.github.activationatlas.umap.internal.graph;

import java.util.Arrays;

/**
 * Joins a graph with what is known of its points, as umap-learn does: edges between categories are weakened by exp(-2.5 / (1 - weight)), those
 * to the unknown by exp(-1); the fuzzy set of numbers is met with the graph.
 */
public final class Supervision {
    private static final double UNKNOWN = Math.exp(-1);
    private static final double FAR = 2.5;
    /** What an edge that one set lacks counts as there: less than its least, and no more than this for the target. */
    private static final double LEAST = 1e-8;

    private static final double MOST_FOR_TARGET = 1e-4;

    private Supervision() {}

    /** Weakens edges between categories, given one a point, -1 where it is unknown. */
    public static FuzzyGraph categories(FuzzyGraph graph, int[] labels, double weight) {
        double far = weight < 1 ? Math.exp(-FAR / (1 - weight)) : 0;
        float[] weights = graph.weights().clone();
        for (int i = 0; i < labels.length; i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                int other = labels[graph.heads()[e]];
                if (labels[i] < 0 || other < 0) {
                    weights[e] *= (float) UNKNOWN;
                } else if (labels[i] != other) {
                    weights[e] *= (float) far;
                }
            }
        }
        return connect(new FuzzyGraph(graph.first(), graph.heads(), weights));
    }

    /** Meets a graph with that of the numbers alone: all edges of both; a weight is the product of both, where the less important one has a root drawn. */
    public static FuzzyGraph numbers(FuzzyGraph graph, FuzzyGraph target, double weight) {
        double least = least(graph);
        double leastTarget = Math.min(least(target), MOST_FOR_TARGET);
        int n = graph.points();
        int[] first = new int[n + 1];
        int[] heads = new int[graph.heads().length + target.heads().length];
        float[] weights = new float[heads.length];
        int at = 0;
        for (int i = 0; i < n; i++) {
            int e = graph.first()[i];
            int t = target.first()[i];
            while (e < graph.first()[i + 1] || t < target.first()[i + 1]) {
                int left = e < graph.first()[i + 1] ? graph.heads()[e] : n;
                int right = t < target.first()[i + 1] ? target.heads()[t] : n;
                heads[at] = Math.min(left, right);
                double a = left <= right ? graph.weights()[e++] : least;
                double b = right <= left ? target.weights()[t++] : leastTarget;
                weights[at++] = (float)
                        (weight < 0.5
                                ? a * Math.pow(b, weight / (1 - weight))
                                : Math.pow(a, (1 - weight) / weight) * b);
            }
            first[i + 1] = at;
        }
        return connect(new FuzzyGraph(first, Arrays.copyOf(heads, at), Arrays.copyOf(weights, at)));
    }

    private static double least(FuzzyGraph graph) {
        double least = Double.POSITIVE_INFINITY;
        for (float w : graph.weights()) {
            least = Math.min(least, w);
        }
        return Math.max(least / 2, LEAST);
    }

    /** Scales each point's weights so that the largest is 1, and joins both ends' views of an edge again. */
    private static FuzzyGraph connect(FuzzyGraph graph) {
        float[] scaled = graph.weights().clone();
        for (int i = 0; i < graph.points(); i++) {
            float most = 0;
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                most = Math.max(most, scaled[e]);
            }
            for (int e = graph.first()[i]; most > 0 && e < graph.first()[i + 1]; e++) {
                scaled[e] /= most;
            }
        }
        int[] first = new int[graph.first().length];
        int[] heads = new int[scaled.length];
        float[] weights = new float[scaled.length];
        int at = 0;
        for (int i = 0; i < graph.points(); i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                int j = graph.heads()[e];
                int back = Arrays.binarySearch(graph.heads(), graph.first()[j], graph.first()[j + 1], i);
                float weight = scaled[e] + scaled[back] - scaled[e] * scaled[back];
                if (weight > 0) {
                    heads[at] = j;
                    weights[at++] = Math.min(1, weight);
                }
            }
            first[i + 1] = at;
        }
        return new FuzzyGraph(first, Arrays.copyOf(heads, at), Arrays.copyOf(weights, at));
    }
}
