package io.github.activationatlas.umap.internal.initial;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.linalg.JacobiRotations;
import io.github.activationatlas.umap.internal.linalg.Subspace;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The smoothest functions on a connected graph: the first eigenvectors, after the constant one, of its normalised Laplacian
 * I - D^-1/2 W D^-1/2 (Belkin, Niyogi 2003), by subspace iteration with a Chebyshev filter (Zhou, Saad et al. 2006). It needs some products
 * of the graph with a few vectors, and so time and memory in proportion to the edges.
 */
public final class SpectralVectors {
    /** Vectors carried beside those wanted, which makes these come out sooner. */
    private static final int SPARE = 3;

    private static final int DEGREE = 20;
    private static final int ROUNDS = 40;
    /** As accurate as umap-learn asks of its solver. */
    private static final double TOLERANCE = 1e-4;

    private final FuzzyGraph graph;
    private final Workers workers;
    private final double[] scale;
    private final int n;

    private SpectralVectors(FuzzyGraph graph, Workers workers) {
        this.graph = graph;
        this.workers = workers;
        this.n = graph.points();
        this.scale = new double[n];
        for (int i = 0; i < n; i++) {
            double degree = 0;
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                degree += graph.weights()[e];
            }
            scale[i] = degree > 0 ? 1 / Math.sqrt(degree) : 0;
        }
    }

    /**
     * Finds the vectors.
     *
     * @param graph connected, of more points than vectors wanted
     * @return [wanted][points], of length 1
     */
    public static double[][] of(FuzzyGraph graph, int wanted, long seed, Workers workers) {
        return new SpectralVectors(graph, workers).solve(wanted, seed);
    }

    private double[][] solve(int wanted, long seed) {
        int m = Math.min(n, wanted + 1 + SPARE);
        double[][] x = new double[m][];
        SplittableRandom random = new SplittableRandom(seed);
        Arrays.setAll(x, v -> random.doubles(n, -1, 1).toArray());
        // The first vector is known: the roots of the degrees.
        Arrays.setAll(x[0], i -> scale[i] > 0 ? 1 / scale[i] : 0);
        Subspace.orthonormalize(x, workers);
        double lower = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Workers.checkInterrupt();
            x = round == 0 ? x : filter(x, lower);
            Subspace.orthonormalize(x, workers);
            double[][] product = times(x);
            JacobiRotations ritz = JacobiRotations.of(Subspace.products(x, product, workers));
            x = Subspace.combine(ritz.vectors(), x, workers);
            product = Subspace.combine(ritz.vectors(), product, workers);
            if (Subspace.residual(x, product, ritz.values(), wanted + 1) < TOLERANCE) {
                break;
            }
            lower = Math.min(0.999, ritz.values()[m - 1]);
        }
        return Arrays.copyOfRange(x, 1, wanted + 1);
    }

    /** The Chebyshev polynomial that is small on [-1, lower] and grows fast beyond. */
    private double[][] filter(double[][] x, double lower) {
        double half = (lower + 1) / 2;
        double middle = (lower - 1) / 2;
        double[][] before = x;
        double[][] now = step(times(x), x, x, middle, 1 / half, 0);
        for (int d = 2; d <= DEGREE; d++) {
            double[][] next = step(times(now), now, before, middle, 2 / half, 1);
            before = now;
            now = next;
        }
        return now;
    }

    private double[][] step(
            double[][] product, double[][] now, double[][] before, double middle, double factor, double less) {
        workers.forEach(product.length, v -> {
            for (int i = 0; i < n; i++) {
                product[v][i] = factor * (product[v][i] - middle * now[v][i]) - less * before[v][i];
            }
        });
        return product;
    }

    /** D^-1/2 W D^-1/2 x. */
    private double[][] times(double[][] x) {
        double[][] product = new double[x.length][n];
        workers.forRows(n, (from, to) -> {
            double[] sums = new double[x.length];
            for (int i = from; i < to; i++) {
                Arrays.fill(sums, 0);
                for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                    int j = graph.heads()[e];
                    double w = graph.weights()[e] * scale[j];
                    for (int v = 0; v < sums.length; v++) {
                        sums[v] += w * x[v][j];
                    }
                }
                for (int v = 0; v < sums.length; v++) {
                    product[v][i] = scale[i] * sums[v];
                }
            }
        });
        return product;
    }
}
