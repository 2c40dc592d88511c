package io.github.activationatlas.models.internal.kernel;

/** {@link Winograd}'s transforms along one dimension, of vectors: plain loops over arrays, which the JVM makes vector instructions of. */
final class WinogradTransforms {
    private static final float A = Winograd.A;
    private static final float B = Winograd.B;
    private static final float AA = A * A;
    private static final float BB = B * B;

    /** Values of each array at a time, which stay in the fastest cache for all the loops. */
    private static final int CHUNK = 1024;

    private WinogradTransforms() {}

    /**
     * B' times six rows, or six columns, of the inputs of many tiles and channels.
     *
     * @param from six arrays
     * @param to room for six
     * @param n values of each array
     */
    static void inputs(float[][] from, float[][] to, int n) {
        for (int at = 0; at < n; at += CHUNK) {
            int end = Math.min(n, at + CHUNK);
            three(AA * BB, from[0], -AA - BB, from[2], from[4], to[0], at, end);
            pair(-BB, from[2], from[4], -BB * A, from[1], A, from[3], to[1], to[2], at, end);
            pair(-AA, from[2], from[4], -AA * B, from[1], B, from[3], to[3], to[4], at, end);
            three(AA * BB, from[1], -AA - BB, from[3], from[5], to[5], at, end);
        }
    }

    private static void three(float a, float[] x, float b, float[] y, float[] z, float[] to, int at, int end) {
        for (int i = at; i < end; i++) {
            to[i] = a * x[i] + b * y[i] + z[i];
        }
    }

    private static void pair(
            float a,
            float[] w,
            float[] x,
            float b,
            float[] y,
            float c,
            float[] z,
            float[] sum,
            float[] difference,
            int at,
            int end) {
        for (int i = at; i < end; i++) {
            float even = a * w[i] + x[i];
            float odd = b * y[i] + c * z[i];
            sum[i] = even + odd;
            difference[i] = even - odd;
        }
    }

    /**
     * A' times six rows, or six columns, of products: four arrays. The loops are so small because the JVM makes no vector instructions of
     * larger ones.
     *
     * @param from six arrays, whose values are lost
     */
    static void results(float[][] from, float[][] to, int n) {
        for (int at = 0; at < n; at += CHUNK) {
            int end = Math.min(n, at + CHUNK);
            split(A, from[1], from[2], at, end);
            split(B, from[3], from[4], at, end);
            even(from[0], from[1], from[3], to[0], to[2], at, end);
            odd(from[2], from[4], from[5], to[1], to[3], at, end);
        }
    }

    /** Puts the products of a point and of its opposite into their sum and their difference times the point. */
    private static void split(float point, float[] plus, float[] minus, int at, int end) {
        for (int i = at; i < end; i++) {
            float p = plus[i];
            float m = minus[i];
            plus[i] = p + m;
            minus[i] = point * (p - m);
        }
    }

    private static void even(float[] zero, float[] near, float[] far, float[] y, float[] z, int at, int end) {
        for (int i = at; i < end; i++) {
            y[i] = zero[i] + near[i] + far[i];
            z[i] = AA * near[i] + BB * far[i];
        }
    }

    private static void odd(float[] near, float[] far, float[] infinite, float[] y, float[] z, int at, int end) {
        for (int i = at; i < end; i++) {
            y[i] = near[i] + far[i];
            z[i] = AA * near[i] + BB * far[i] + infinite[i];
        }
    }
}
