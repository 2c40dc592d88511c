package io.github.activationatlas.umap.internal.neighbors;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.BruteForce;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.stream.IntStream;

/** The share of the true nearest neighbours that a search found. */
public final class Recall {
    /** Rounding differs between one way of computing a distance and another. */
    private static final double TIE = 1e-5;

    private Recall() {}

    public static double of(NeighborTable graph, Vectors vectors, Distance metric, int sample, long seed) {
        int n = graph.size();
        checkArgument(vectors.rows() == n, "there are %s vectors, but neighbours of %s points", vectors.rows(), n);
        checkArgument(sample >= 1, "sample must be at least 1, but was %s", sample);
        int k = Math.min(graph.k(), n - 1);
        if (k == 0) {
            return 1;
        }
        int[] chosen = BruteForce.sample(n, sample, seed);
        long[] found = new long[chosen.length];
        try (Workers workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            BruteForce.each(vectors, metric, chosen, workers, (c, distances) -> {
                float farthest = distances[BruteForce.nearest(distances, chosen[c], k)[k - 1]];
                double bound = farthest + TIE * Math.abs(farthest);
                found[c] = IntStream.range(0, k)
                        .map(place -> graph.id(chosen[c], place))
                        .filter(j -> j >= 0 && distances[j] <= bound)
                        .count();
            });
        }
        double sum = 0;
        for (long f : found) {
            sum += f;
        }
        return sum / k / chosen.length;
    }
}
