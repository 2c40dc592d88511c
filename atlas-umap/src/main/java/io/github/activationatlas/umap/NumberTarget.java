package io.github.activationatlas.umap;

import java.util.Arrays;

/** A value of each vector, whose own fuzzy set is met with the vectors'. */
final class NumberTarget implements Target {
    /** What an edge that one set lacks counts as there: less than its least, and no more than this for the target. */
    private static final double LEAST = 1e-8;

    private static final double MOST_FOR_TARGET = 1e-4;
    private final float[] values;

    NumberTarget(float[] values) {
        this.values = values;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public String digest() {
        return new ArrayDigest("numbers").add(values).hex();
    }

    /** What is known of some rows. */
    NumberTarget at(int[] rows) {
        float[] some = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = values[rows[i]];
        }
        return new NumberTarget(some);
    }

    /** The fuzzy set of the values alone. */
    FuzzyGraph own(int nNeighbors, Workers workers) {
        NeighborGraph near = Umap.builder().nNeighbors(nNeighbors).build().neighbors(Vectors.of(values, 1));
        return FuzzyGraph.union(near, SmoothDistances.of(near, 1, workers), 1, workers);
    }

    /** All edges of both sets; a weight is the product of both, where the less important one has a root drawn. */
    static FuzzyGraph join(FuzzyGraph graph, FuzzyGraph target, double weight) {
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
        return new FuzzyGraph(first, Arrays.copyOf(heads, at), Arrays.copyOf(weights, at));
    }

    private static double least(FuzzyGraph graph) {
        double least = Double.POSITIVE_INFINITY;
        for (float w : graph.weights()) {
            least = Math.min(least, w);
        }
        return Math.max(least / 2, LEAST);
    }
}
