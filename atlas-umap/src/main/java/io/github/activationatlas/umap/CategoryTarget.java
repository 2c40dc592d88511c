package io.github.activationatlas.umap;

import java.util.Arrays;

/** A category of each vector. Edges between categories are weakened by exp(-2.5 / (1 - weight)), those to the unknown by exp(-1). */
final class CategoryTarget implements Target {
    private static final double UNKNOWN = Math.exp(-1);
    private static final double FAR = 2.5;
    private final int[] labels;

    CategoryTarget(int[] labels) {
        this.labels = labels;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public String digest() {
        return new ArrayDigest("categories").add(labels).hex();
    }

    /** What is known of some rows. */
    CategoryTarget at(int[] rows) {
        return new CategoryTarget(Arrays.stream(rows).map(i -> labels[i]).toArray());
    }

    FuzzyGraph join(FuzzyGraph graph, double weight) {
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
        return new FuzzyGraph(graph.first(), graph.heads(), weights);
    }
}
