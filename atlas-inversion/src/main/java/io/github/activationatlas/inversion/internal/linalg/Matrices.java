package io.github.activationatlas.inversion.internal.linalg;

import java.util.Arrays;
import java.util.Comparator;

/** Small dense square matrices, row by row. */
public final class Matrices {
    private static final int SWEEPS = 60;

    private Matrices() {}

    /** U sqrt(D) for a symmetric positive matrix U D U', by Jacobi's rotations; columns in the order of falling eigenvalues. */
    public static double[] root(double[] matrix, int n) {
        double[] a = matrix.clone();
        double[] u = identity(n);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, u, n, p, q);
                }
            }
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -a[i * n + i]));
        double[] root = new double[n * n];
        for (int c = 0; c < n; c++) {
            double length = Math.sqrt(Math.max(0, a[order[c] * n + order[c]]));
            for (int r = 0; r < n; r++) {
                root[r * n + c] = u[r * n + order[c]] * length;
            }
        }
        return root;
    }

    private static void rotate(double[] a, double[] u, int n, int p, int q) {
        if (a[p * n + q] == 0) {
            return;
        }
        double angle = 0.5 * Math.atan2(2 * a[p * n + q], a[q * n + q] - a[p * n + p]);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int k = 0; k < n; k++) {
            turn(a, k * n + p, k * n + q, cos, sin);
            turn(u, k * n + p, k * n + q, cos, sin);
        }
        for (int k = 0; k < n; k++) {
            turn(a, p * n + k, q * n + k, cos, sin);
        }
    }

    private static void turn(double[] m, int i, int j, double cos, double sin) {
        double x = m[i];
        double y = m[j];
        m[i] = cos * x - sin * y;
        m[j] = sin * x + cos * y;
    }

    private static double[] identity(int n) {
        double[] m = new double[n * n];
        for (int i = 0; i < n; i++) {
            m[i * n + i] = 1;
        }
        return m;
    }

    /** The inverse, by Gauss and Jordan's elimination with the largest pivot of each column. */
    public static double[] inverse(double[] matrix, int n) {
        double[] a = matrix.clone();
        double[] inverse = identity(n);
        for (int p = 0; p < n; p++) {
            int best = p;
            for (int r = p + 1; r < n; r++) {
                best = Math.abs(a[r * n + p]) > Math.abs(a[best * n + p]) ? r : best;
            }
            swap(a, n, p, best);
            swap(inverse, n, p, best);
            double scale = 1 / a[p * n + p];
            for (int c = 0; c < n; c++) {
                a[p * n + c] *= scale;
                inverse[p * n + c] *= scale;
            }
            for (int r = 0; r < n; r++) {
                double factor = r == p ? 0 : a[r * n + p];
                for (int c = 0; c < n && factor != 0; c++) {
                    a[r * n + c] -= factor * a[p * n + c];
                    inverse[r * n + c] -= factor * inverse[p * n + c];
                }
            }
        }
        return inverse;
    }

    private static void swap(double[] m, int n, int p, int q) {
        for (int c = 0; c < n && p != q; c++) {
            double held = m[p * n + c];
            m[p * n + c] = m[q * n + c];
            m[q * n + c] = held;
        }
    }
}
