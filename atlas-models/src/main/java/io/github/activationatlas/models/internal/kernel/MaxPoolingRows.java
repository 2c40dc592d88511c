package io.github.activationatlas.models.internal.kernel;

/** The loops of {@link MaxPoolingGradient} over whole rows, without branches. */
final class MaxPoolingRows {
    /** More than 1 even if multiplied twice with the least difference of two floats. */
    private static final float MUCH = 1e30f;

    private MaxPoolingRows() {}

    static void highest(float[] a, float[] b, float[] c, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = Math.max(a[i], Math.max(b[i], c[i]));
        }
    }

    /** Takes the gradient where a value is the highest; the share is 1 or 0. */
    static void take(float[] rest, float[] highest, float[] value, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            float share = rest[i] * Math.max(0f, 1 - (highest[i] - value[i]) * MUCH * MUCH);
            to[i] += share;
            rest[i] -= share;
        }
    }

    static void add(float[] rest, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += rest[i];
        }
    }

    static void sum(float[] a, float[] b, float[] c, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a[i] + b[i] + c[i];
        }
    }
}
