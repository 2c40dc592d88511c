package io.github.activationatlas.models;

/**
 * Resizing with a triangle filter whose support grows with the reduction, so that a smaller picture is an average of the larger one: what
 * imaging libraries mean by antialiased bilinear.
 */
final class Resampling {
    private Resampling() {}

    /** Resizes [height, width, channels]. */
    static float[] resize(float[] from, int height, int width, int channels, int toHeight, int toWidth) {
        float[] rows = height == toHeight ? from : along(from, 1, height, width * channels, toHeight);
        return width == toWidth ? rows : along(rows, toHeight, width, channels, toWidth);
    }

    /** Resizes the middle axis of [outer, n, inner]. */
    private static float[] along(float[] from, int outer, int n, int inner, int to) {
        double scale = (double) n / to;
        double support = Math.max(1, scale);
        float[] result = new float[outer * to * inner];
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale - 0.5;
            int first = (int) Math.max(0, Math.ceil(center - support));
            int last = (int) Math.min(n - 1, Math.floor(center + support));
            double sum = 0;
            for (int j = first; j <= last; j++) {
                sum += weight(j - center, support);
            }
            for (int j = first; j <= last; j++) {
                float w = (float) (weight(j - center, support) / sum);
                for (int o = 0; o < outer && w > 0; o++) {
                    int source = (o * n + j) * inner;
                    int target = (o * to + i) * inner;
                    for (int k = 0; k < inner; k++) {
                        result[target + k] += w * from[source + k];
                    }
                }
            }
        }
        return result;
    }

    private static double weight(double distance, double support) {
        return Math.max(0, 1 - Math.abs(distance) / support);
    }
}
