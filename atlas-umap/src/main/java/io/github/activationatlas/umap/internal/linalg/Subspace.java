package io.github.activationatlas.umap.internal.linalg;

import io.github.activationatlas.umap.internal.parallel.Workers;

/** A few long vectors, and what subspace iteration does with them. Sums run in one order, whatever the number of threads. */
public final class Subspace {
    private static final double NOTHING = 1e-12;

    private Subspace() {}

    /** Gram-Schmidt, twice for accuracy; what depends on the vectors before becomes zero. */
    public static void orthonormalize(double[][] x, Workers workers) {
        for (int v = 0; v < x.length; v++) {
            double[] vector = x[v];
            scale(vector, NOTHING);
            for (int pass = 0; pass < 2; pass++) {
                double[] dots = new double[v];
                workers.forEach(v, u -> dots[u] = dot(x[u], vector));
                for (int u = 0; u < v; u++) {
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] -= dots[u] * x[u][i];
                    }
                }
            }
            scale(vector, NOTHING);
        }
    }

    private static void scale(double[] x, double least) {
        double length = Math.sqrt(dot(x, x));
        for (int i = 0; i < x.length; i++) {
            x[i] = length > least ? x[i] / length : 0;
        }
    }

    /** The products of all pairs, made symmetric. */
    public static double[][] products(double[][] x, double[][] y, Workers workers) {
        int m = x.length;
        double[][] products = new double[m][m];
        workers.forEach(m * m, p -> products[p / m][p % m] = dot(x[p / m], y[p % m]));
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                products[i][j] = (products[i][j] + products[j][i]) / 2;
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    /** Row v of the result is the sum of weights[v][u] x[u]. */
    public static double[][] combine(double[][] weights, double[][] x, Workers workers) {
        double[][] sums = new double[weights.length][x[0].length];
        workers.forEach(weights.length, v -> {
            for (int u = 0; u < x.length; u++) {
                for (int i = 0; i < sums[v].length; i++) {
                    sums[v][i] += weights[v][u] * x[u][i];
                }
            }
        });
        return sums;
    }

    /** The largest length of A x - value x over the first vectors, given A x. */
    public static double residual(double[][] x, double[][] product, double[] values, int count) {
        double largest = 0;
        for (int v = 0; v < count; v++) {
            double sum = 0;
            for (int i = 0; i < x[v].length; i++) {
                double r = product[v][i] - values[v] * x[v][i];
                sum += r * r;
            }
            largest = Math.max(largest, Math.sqrt(sum));
        }
        return largest;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
