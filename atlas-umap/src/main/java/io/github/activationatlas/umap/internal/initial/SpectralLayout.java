package io.github.activationatlas.umap.internal.initial;

import io.github.activationatlas.umap.internal.graph.Components;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Places points by the smoothest functions on the graph. Where the graph falls into parts, each part is laid out by itself around the mean of
 * its points in another layout, half as far as the nearest other part.
 */
final class SpectralLayout {
    private static final double SIDE = 10;
    /** Beyond so many parts, the other layout is taken as it is: the parts are then the detail. */
    private static final int MOST_PARTS = 1000;

    private SpectralLayout() {}

    /** Coordinates, point behind point; another layout's are given. */
    static float[] of(FuzzyGraph graph, float[] other, int dimension, long seed, Workers workers) {
        Components parts = Components.of(graph);
        if (parts.count() > MOST_PARTS) {
            return other;
        }
        double[][] centers = centers(parts, other, dimension);
        float[] y = new float[other.length];
        for (int part = 0; part < parts.count(); part++) {
            int[] members = parts.members()[part];
            double[][] axes = axes(graph, parts, part, dimension, seed, workers);
            double most = 1e-12;
            for (double[] axis : axes) {
                most = Arrays.stream(axis).map(Math::abs).reduce(most, Math::max);
            }
            double scale = radius(centers, part) / most;
            for (int i = 0; i < members.length; i++) {
                for (int c = 0; c < dimension; c++) {
                    y[members[i] * dimension + c] = (float) (centers[part][c] + scale * axes[c][i]);
                }
            }
        }
        return y;
    }

    private static double[][] centers(Components parts, float[] other, int dimension) {
        double[][] centers = new double[parts.count()][dimension];
        for (int part = 0; part < centers.length; part++) {
            int[] members = parts.members()[part];
            for (int i : members) {
                for (int c = 0; c < dimension; c++) {
                    centers[part][c] += other[i * dimension + c] / (double) members.length;
                }
            }
        }
        return centers;
    }

    private static double radius(double[][] centers, int part) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int other = 0; other < centers.length; other++) {
            double sum = 0;
            for (int c = 0; c < centers[part].length; c++) {
                double d = centers[part][c] - centers[other][c];
                sum += d * d;
            }
            nearest = other == part ? nearest : Math.min(nearest, Math.sqrt(sum));
        }
        // Parts in one place still need room.
        return Double.isInfinite(nearest) ? SIDE : Math.max(nearest / 2, SIDE / 1000);
    }

    private static double[][] axes(
            FuzzyGraph graph, Components parts, int part, int dimension, long seed, Workers workers) {
        int[] members = parts.members()[part];
        if (members.length < dimension + 2) {
            // Too few points for so many functions.
            SplittableRandom random = new SplittableRandom(seed + part);
            double[][] axes = new double[dimension][];
            Arrays.setAll(axes, c -> random.doubles(members.length, -1, 1).toArray());
            return axes;
        }
        FuzzyGraph own = parts.count() == 1 ? graph : within(graph, members);
        return SpectralVectors.of(own, dimension, seed, workers);
    }

    /** The graph of one part alone, its points renumbered. */
    private static FuzzyGraph within(FuzzyGraph graph, int[] members) {
        int[] first = new int[members.length + 1];
        for (int i = 0; i < members.length; i++) {
            first[i + 1] = first[i] + graph.first()[members[i] + 1] - graph.first()[members[i]];
        }
        int[] heads = new int[first[members.length]];
        float[] weights = new float[heads.length];
        int at = 0;
        for (int i : members) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                heads[at] = Arrays.binarySearch(members, graph.heads()[e]);
                weights[at++] = graph.weights()[e];
            }
        }
        return new FuzzyGraph(first, heads, weights);
    }
}
