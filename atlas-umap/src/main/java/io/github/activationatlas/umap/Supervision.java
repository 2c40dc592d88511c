package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/** Joins a graph with what is known of its points, as umap-learn does for categories and numbers. */
final class Supervision {
    private Supervision() {}

    static FuzzyGraph join(FuzzyGraph graph, Target target, double weight, int nNeighbors, Workers workers) {
        check(target, graph.points());
        FuzzyGraph joined = target instanceof CategoryTarget categories
                ? categories.join(graph, weight)
                : NumberTarget.join(graph, ((NumberTarget) target).own(nNeighbors, workers), weight);
        return connect(joined);
    }

    static void check(Target target, int vectors) {
        checkArgument(target.size() == vectors, "there are %s vectors, but targets of %s", vectors, target.size());
    }

    /** What is known of some rows. */
    static Target of(Target target, int[] rows) {
        return target instanceof CategoryTarget categories ? categories.at(rows) : ((NumberTarget) target).at(rows);
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
