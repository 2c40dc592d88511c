package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.Arrays;

/**
 * densMAP (Narayan, Berger, Cho 2021, Nature Biotechnology 39, 765): makes the logarithms of the points' radii in the layout correlate with
 * those among the vectors. A radius is the mean squared distance to the neighbours, weighted by membership there and by similarity here.
 * Points and edges are those of a {@link LayoutRun}.
 */
public final class DensityTerm implements LayoutTerm {
    private static final double TINY = 1e-8;
    /** Added to the variance of the layout's radii. */
    private static final double SHIFT = 0.1;

    private final LayoutEdges edges;
    private final LayoutGradient forces;
    private final double scale;
    private final int firstEpoch;
    private final double largest;
    private final double[] wanted;
    private final double[] radius;
    private final double[] similarity;
    private boolean on;
    private double mean;
    private double deviation;
    private double covariance;

    /**
     * Measures the vectors' densities.
     *
     * @param places of the graph's points in the run
     * @param firstEpoch the first in which density counts
     */
    public DensityTerm(
            FuzzyGraph graph,
            NeighborTable neighbors,
            LayoutRun run,
            VisitOrder places,
            LayoutGradient forces,
            double lambda,
            int firstEpoch,
            Workers workers) {
        this.edges = run.edges;
        this.forces = forces;
        this.firstEpoch = firstEpoch;
        this.largest = graph.largest();
        this.radius = new double[run.n];
        this.similarity = new double[run.n];
        int[] vertex = new int[run.n];
        for (int v = 0; v < run.n; v++) {
            vertex[places.place()[v]] = v;
        }
        workers.forRows(run.n, (from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = 0;
                double total = 0;
                for (int e = edges.first()[i]; e < edges.first()[i + 1]; e++) {
                    double d = distance(neighbors, vertex[i], vertex[edges.heads()[e]]);
                    sum += weight(e) * d * d;
                    total += weight(e);
                }
                set(i, sum, total);
            }
        });
        double total = Arrays.stream(similarity).sum();
        this.scale = 2 * lambda * total / run.n;
        this.wanted = radius.clone();
        double average = Arrays.stream(wanted).average().orElse(0);
        double spread = Math.sqrt(variance(wanted, average));
        Arrays.setAll(wanted, i -> spread > 0 ? (wanted[i] - average) / spread : 0);
    }

    private static double distance(NeighborTable neighbors, int i, int j) {
        for (int place = 0; place < neighbors.k(); place++) {
            if (neighbors.id(i, place) == j) {
                return neighbors.distance(i, place);
            }
            if (neighbors.id(j, place) == i) {
                return neighbors.distance(j, place);
            }
        }
        // An edge that a target added.
        return 0;
    }

    private double weight(int edge) {
        return Integer.toUnsignedLong(edges.shares()[edge]) * 0x1p-32 * largest;
    }

    /** Every edge is there in both directions, so that a point's own edges suffice. */
    private void set(int i, double sum, double total) {
        radius[i] = Math.log(TINY + (total > 0 ? sum / total : 0));
        similarity[i] = total;
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    }

    @Override
    public void begin(LayoutRun run, int epoch, Workers workers) {
        on = epoch >= firstEpoch;
        if (on) {
            measure(run, workers);
        }
    }

    /** Measures the radii of the layout. */
    public void measure(LayoutRun run, Workers workers) {
        int dimension = run.dimension;
        workers.forRows(run.n, (from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = 0;
                double total = 0;
                for (int e = edges.first()[i]; e < edges.first()[i + 1]; e++) {
                    int j = edges.heads()[e];
                    double d2 = LayoutGradient.squared(run.before, i * dimension, run.before, j * dimension, dimension);
                    double phi = phi(d2);
                    sum += phi * d2;
                    total += phi;
                }
                set(i, sum, total);
            }
        });
        mean = Arrays.stream(radius).average().orElse(0);
        deviation = Math.sqrt(variance(radius, mean) + SHIFT);
        covariance = 0;
        for (int i = 0; i < radius.length; i++) {
            covariance += radius[i] * wanted[i] / Math.max(1, radius.length - 1);
        }
    }

    private double phi(double d2) {
        return 1 / (1 + forces.a() * Math.pow(d2, forces.b()));
    }

    /** The correlation of the radii in the layout last measured with those among the vectors, -1 to 1. */
    public double correlation() {
        double variance = variance(radius, mean);
        return variance > 0 ? covariance / Math.sqrt(variance) : 0;
    }

    @Override
    public boolean changesPulls() {
        return on;
    }

    @Override
    public float pull(int edge, int from, int to, float d2) {
        double phi = phi(d2);
        double slope = forces.a() * forces.b() * Math.pow(d2, forces.b() - 1) * phi;
        double gradient = error(to) * change(to, phi, slope) + error(from) * change(from, phi, slope);
        return (float) (-scale * gradient / (weight(edge) * deviation));
    }

    private double change(int i, double phi, double slope) {
        // A similarity counts for both of an edge's directions.
        return phi / (2 * similarity[i]) * ((1 - forces.b() * (1 - phi)) / Math.exp(radius[i]) + slope);
    }

    private double error(int i) {
        return wanted[i] - covariance * (radius[i] - mean) / (deviation * deviation);
    }
}
