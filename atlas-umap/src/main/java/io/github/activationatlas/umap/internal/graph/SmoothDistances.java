package io.github.activationatlas.umap.internal.graph;

import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import java.util.Arrays;

/**
 * The local scale of each point: rho, the distance to its nearest neighbour that is not itself, and sigma, such that the memberships
 * exp(-(d - rho) / sigma) of its neighbours sum to log2(k) (UMAP paper, algorithm 3; the search's bounds and floors are umap-learn's).
 * The point itself counts as one of the k.
 */
public record SmoothDistances(double[] rho, double[] sigma) {
    private static final int ROUNDS = 64;
    private static final double TOLERANCE = 1e-5;
    private static final double LEAST_SHARE = 1e-3;

    /** Finds the scales of all points of a graph. */
    public static SmoothDistances of(NeighborTable graph, double localConnectivity, Workers workers) {
        int n = graph.size();
        double[] rho = new double[n];
        double[] sigma = new double[n];
        double[] means = new double[n];
        float[][] rows = new float[n][];
        workers.forRows(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                rows[i] = graph.distances(i);
                means[i] = mean(rows[i]);
            }
        });
        double mean = Arrays.stream(means).average().orElse(0);
        workers.forRows(n, (from, to) -> {
            for (int i = from; i < to; i++) {
                rho[i] = rho(rows[i], localConnectivity);
                double floor = LEAST_SHARE * (rho[i] > 0 ? means[i] : mean);
                sigma[i] = Math.max(sigma(rows[i], rho[i]), floor);
            }
        });
        return new SmoothDistances(rho, sigma);
    }

    /** The mean over the k neighbours, of which the point itself is one at distance 0. */
    private static double mean(float[] row) {
        double sum = 0;
        for (float d : row) {
            sum += d;
        }
        return sum / (row.length + 1);
    }

    public static double rho(float[] row, double localConnectivity) {
        int zeros = 0;
        while (zeros < row.length && row[zeros] == 0) {
            zeros++;
        }
        int positive = row.length - zeros;
        if (positive == 0) {
            return 0;
        }
        if (positive < localConnectivity) {
            return row[row.length - 1];
        }
        int index = (int) localConnectivity;
        double fraction = localConnectivity - index;
        if (index == 0) {
            return fraction * row[zeros];
        }
        double at = row[zeros + index - 1];
        return fraction > TOLERANCE ? at + fraction * (row[zeros + index] - at) : at;
    }

    public static double sigma(float[] row, double rho) {
        double target = Math.log(row.length + 1) / Math.log(2);
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double middle = 1;
        for (int round = 0; round < ROUNDS; round++) {
            double sum = 0;
            for (float d : row) {
                sum += d > rho ? Math.exp(-(d - rho) / middle) : 1;
            }
            if (Math.abs(sum - target) < TOLERANCE) {
                break;
            }
            if (sum > target) {
                high = middle;
                middle = (low + high) / 2;
            } else {
                low = middle;
                middle = Double.isInfinite(high) ? middle * 2 : (low + high) / 2;
            }
        }
        return middle;
    }

    public double membership(int i, float distance) {
        return distance <= rho[i] || sigma[i] == 0 ? 1 : Math.exp(-(distance - rho[i]) / sigma[i]);
    }
}
