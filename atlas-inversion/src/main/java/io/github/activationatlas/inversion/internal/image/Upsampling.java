package io.github.activationatlas.inversion.internal.image;

/** Bilinear enlargement of square planes [y, line, x]. */
final class Upsampling {
    private final int side;
    private final int n;
    private final int[] low;
    private final int[] high;
    private final float[] share;

    Upsampling(int side, int n) {
        this.side = side;
        this.n = n;
        this.low = new int[n];
        this.high = new int[n];
        this.share = new float[n];
        for (int i = 0; i < n; i++) {
            double at = Math.max(0, Math.min(side - 1, (i + 0.5) * side / n - 0.5));
            low[i] = (int) at;
            high[i] = Math.min(side - 1, low[i] + 1);
            share[i] = (float) (at - low[i]);
        }
    }

    int side() {
        return side;
    }

    void add(float[] from, int offset, int lines, float[] plane) {
        for (int y = 0; y < n; y++) {
            for (int line = 0; line < lines; line++) {
                int upper = offset + (low[y] * lines + line) * side;
                int lower = offset + (high[y] * lines + line) * side;
                int to = (y * lines + line) * n;
                for (int x = 0; x < n; x++) {
                    float a = from[upper + low[x]] + share[x] * (from[upper + high[x]] - from[upper + low[x]]);
                    float b = from[lower + low[x]] + share[x] * (from[lower + high[x]] - from[lower + low[x]]);
                    plane[to + x] += a + share[y] * (b - a);
                }
            }
        }
    }

    void reverse(float[] plane, int lines, float[] to, int offset) {
        for (int y = 0; y < n; y++) {
            for (int line = 0; line < lines; line++) {
                int upper = offset + (low[y] * lines + line) * side;
                int lower = offset + (high[y] * lines + line) * side;
                int from = (y * lines + line) * n;
                for (int x = 0; x < n; x++) {
                    float b = share[y] * plane[from + x];
                    float a = plane[from + x] - b;
                    to[upper + high[x]] += share[x] * a;
                    to[upper + low[x]] += (1 - share[x]) * a;
                    to[lower + high[x]] += share[x] * b;
                    to[lower + low[x]] += (1 - share[x]) * b;
                }
            }
        }
    }
}
