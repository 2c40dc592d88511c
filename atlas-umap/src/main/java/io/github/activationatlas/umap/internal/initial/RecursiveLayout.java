package io.github.activationatlas.umap.internal.initial;

import io.github.activationatlas.umap.internal.graph.Communities;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Places points from coarse to fine: points join into parts (label propagation: Raghavan, Albert, Kumara, Phys. Rev. E 76, 2007), parts
 * into larger ones, until few are left. Those start at the means of their points in another layout and are moved by their edges; each finer
 * level starts at the weighted mean of the parts around it. Time and memory grow with the edges.
 */
final class RecursiveLayout {
    /** So few points are not joined any more. */
    private static final int FEW = 150;

    private final int dimension;
    private final long seed;
    private final BiConsumer<FuzzyGraph, float[]> mover;

    /** Moves the points of a graph, from given coordinates, point behind point, to better ones. */
    RecursiveLayout(int dimension, long seed, BiConsumer<FuzzyGraph, float[]> mover) {
        this.dimension = dimension;
        this.seed = seed;
        this.mover = mover;
    }

    /** Coordinates, point behind point; another layout's are given. */
    float[] of(FuzzyGraph graph, float[] other) {
        Communities parts = graph.points() > FEW ? Communities.of(graph, seed) : null;
        if (parts == null || parts.count() > graph.points() / 2) {
            return other;
        }
        FuzzyGraph coarse = parts.graph(graph);
        float[] places = InitialLayout.spread(of(coarse, means(parts, other)), dimension, seed);
        mover.accept(coarse, places);
        return between(graph, parts, places);
    }

    private float[] means(Communities parts, float[] layout) {
        float[] means = new float[parts.count() * dimension];
        int[] sizes = new int[parts.count()];
        for (int i = 0; i < parts.of().length; i++) {
            int part = parts.of()[i];
            sizes[part]++;
            for (int c = 0; c < dimension; c++) {
                float mean = means[part * dimension + c];
                means[part * dimension + c] = mean + (layout[i * dimension + c] - mean) / sizes[part];
            }
        }
        return means;
    }

    /** Each point at the weighted mean of the parts of those around it, its own counted as one of them. */
    private float[] between(FuzzyGraph graph, Communities parts, float[] places) {
        float[] y = new float[graph.points() * dimension];
        double[] sum = new double[dimension];
        for (int i = 0; i < graph.points(); i++) {
            double total = 1;
            Arrays.setAll(sum, c -> 0);
            add(sum, places, parts.of()[i], 1);
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                add(sum, places, parts.of()[graph.heads()[e]], graph.weights()[e]);
                total += graph.weights()[e];
            }
            for (int c = 0; c < dimension; c++) {
                y[i * dimension + c] = (float) (sum[c] / total);
            }
        }
        return y;
    }

    private static void add(double[] sum, float[] places, int part, double weight) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += weight * places[part * sum.length + c];
        }
    }
}
