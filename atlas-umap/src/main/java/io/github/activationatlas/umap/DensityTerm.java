package io.github.activationatlas.umap;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * densMAP (Narayan, Berger, Cho 2021, Nature Biotechnology 39, 765): makes the logarithms of the points' radii in the layout correlate with
 * those among the vectors. A radius is the mean squared distance to the neighbours, weighted by membership there and by similarity here.
 */
final class DensityTerm implements SerialLayout.Term {
    private static final double TINY = 1e-8;
    /** Added to the variance of the layout's radii. */
    private static final double SHIFT = 0.1;

    private final FuzzyGraph graph;
    private final Forces forces;
    private final double lambda;
    private final double[] wanted;
    private final double total;
    private final double[] radius;
    private final double[] similarity;
    private double mean;
    private double deviation;
    private double covariance;

    DensityTerm(FuzzyGraph graph, NeighborGraph neighbors, Forces forces, double lambda) {
        this.graph = graph;
        this.forces = forces;
        this.lambda = lambda;
        int n = graph.points();
        this.radius = new double[n];
        this.similarity = new double[n];
        for (int i = 0; i < n; i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                double d = distance(neighbors, i, graph.heads()[e]);
                add(i, graph.heads()[e], graph.weights()[e], d * d);
            }
        }
        this.total = Arrays.stream(similarity).sum() / 2;
        this.wanted = logRadii();
        double average = Arrays.stream(wanted).average().orElse(0);
        double spread = Math.sqrt(variance(wanted, average));
        Arrays.setAll(wanted, i -> spread > 0 ? (wanted[i] - average) / spread : 0);
    }

    /** Lays points out as UMAP does, and in the last epochs by density too. */
    static void optimize(
            FuzzyGraph graph,
            NeighborGraph neighbors,
            Forces forces,
            UmapBuilder settings,
            int epochs,
            float[] y,
            IntConsumer done) {
        DensityTerm density = new DensityTerm(graph, neighbors, forces, settings.densLambda);
        SerialLayout layout = new SerialLayout(graph, forces, settings, epochs, settings.seed);
        SerialLayout.Term none = new SerialLayout.Term() {};
        for (int epoch = 0; epoch < epochs; epoch++) {
            boolean byDensity = settings.densLambda > 0 && (epoch + 1.0) / epochs > 1 - settings.densFraction;
            if (byDensity) {
                density.measure(y, settings.nComponents);
            }
            layout.epoch(y, epoch, byDensity ? density : none);
            done.accept(epoch + 1);
        }
    }

    private static double distance(NeighborGraph neighbors, int i, int j) {
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

    private void add(int i, int j, double weight, double d2) {
        radius[i] += weight * d2;
        radius[j] += weight * d2;
        similarity[i] += weight;
        similarity[j] += weight;
    }

    private double[] logRadii() {
        double[] logs = new double[radius.length];
        Arrays.setAll(logs, i -> Math.log(TINY + (similarity[i] > 0 ? radius[i] / similarity[i] : 0)));
        return logs;
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    }

    /** Measures the radii of a layout, once an epoch. */
    void measure(float[] y, int dimension) {
        Arrays.fill(radius, 0);
        Arrays.fill(similarity, 0);
        for (int i = 0; i < graph.points(); i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                int j = graph.heads()[e];
                double d2 = Forces.squared(y, i * dimension, y, j * dimension, dimension);
                add(i, j, phi(d2), d2);
            }
        }
        double[] logs = logRadii();
        System.arraycopy(logs, 0, radius, 0, logs.length);
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
    double correlation() {
        double variance = variance(radius, mean);
        return variance > 0 ? covariance / Math.sqrt(variance) : 0;
    }

    @Override
    public double factor(int edge, int from, int to, double d2) {
        if (d2 == 0) {
            return 0;
        }
        double phi = phi(d2);
        double slope = forces.a() * forces.b() * Math.pow(d2, forces.b() - 1) * phi;
        double gradient = weight(to) * change(to, phi, slope) + weight(from) * change(from, phi, slope);
        return 2 * lambda * total * gradient / (graph.weights()[edge] * deviation) / graph.points();
    }

    private double change(int i, double phi, double slope) {
        return phi / similarity[i] * ((1 - forces.b() * (1 - phi)) / Math.exp(radius[i]) + slope);
    }

    private double weight(int i) {
        return wanted[i] - covariance * (radius[i] - mean) / (deviation * deviation);
    }
}
