package io.github.activationatlas.models.internal.image;

import java.util.function.IntFunction;

/**
 * Resizing with a triangle filter whose support grows with the reduction, so that a smaller image is an average of the larger one: what
 * imaging libraries mean by antialiased bilinear.
 */
public final class Resampling {
    private Resampling() {}

    /** The samples that make one new sample: their weights, from the first on. */
    private record Taps(int first, float[] weights) {}

    /**
     * Resizes [height, width, channels].
     *
     * @param rows gives a row, [width, channels]; asked for each once, from the top down, so that they need not lie in memory together
     */
    public static float[] resize(
            IntFunction<float[]> rows, int height, int width, int channels, int toHeight, int toWidth) {
        float[] reduced = down(rows, height, width * channels, toHeight);
        return width == toWidth ? reduced : along(reduced, toHeight, width, channels, toWidth);
    }

    private static Taps[] taps(int n, int to) {
        double scale = (double) n / to;
        double support = Math.max(1, scale);
        Taps[] taps = new Taps[to];
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale - 0.5;
            int first = (int) Math.max(0, Math.ceil(center - support));
            int last = (int) Math.min(n - 1, Math.floor(center + support));
            double sum = 0;
            for (int j = first; j <= last; j++) {
                sum += weight(j - center, support);
            }
            float[] weights = new float[last - first + 1];
            for (int j = first; j <= last; j++) {
                weights[j - first] = (float) (weight(j - center, support) / sum);
            }
            taps[i] = new Taps(first, weights);
        }
        return taps;
    }

    private static double weight(double distance, double support) {
        return Math.max(0, 1 - Math.abs(distance) / support);
    }

    /** Resizes the first axis of [n, inner]. */
    private static float[] down(IntFunction<float[]> rows, int n, int inner, int to) {
        Taps[] taps = taps(n, to);
        float[] result = new float[Math.multiplyExact(to, inner)];
        int from = 0;
        for (int j = 0; j < n; j++) {
            float[] row = rows.apply(j);
            while (from < to && taps[from].first() + taps[from].weights().length <= j) {
                from++;
            }
            for (int i = from; i < to && taps[i].first() <= j; i++) {
                add(taps[i].weights()[j - taps[i].first()], row, 0, result, i * inner, inner);
            }
        }
        return result;
    }

    /** Resizes the middle axis of [outer, n, inner]. */
    private static float[] along(float[] from, int outer, int n, int inner, int to) {
        Taps[] taps = taps(n, to);
        float[] result = new float[outer * to * inner];
        for (int i = 0; i < to; i++) {
            for (int j = 0; j < taps[i].weights().length; j++) {
                for (int o = 0; o < outer; o++) {
                    int source = (o * n + taps[i].first() + j) * inner;
                    add(taps[i].weights()[j], from, source, result, (o * to + i) * inner, inner);
                }
            }
        }
        return result;
    }

    private static void add(float weight, float[] from, int source, float[] to, int target, int count) {
        for (int k = 0; k < count && weight > 0; k++) {
            to[target + k] += weight * from[source + k];
        }
    }
}
