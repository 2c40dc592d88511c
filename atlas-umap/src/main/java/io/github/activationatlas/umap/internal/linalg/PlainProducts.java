package io.github.activationatlas.umap.internal.linalg;

/** Products in plain Java, for where nothing faster is available. */
public final class PlainProducts implements Products {
    /** Columns worked on at a time, so that their sums stay in the nearest cache. */
    private static final int COLUMNS = 256;

    @Override
    public void multiply(float[] a, int aFrom, int m, float[] b, int bFrom, int n, int width, float[] c) {
        int stride = Products.stride(n);
        float[] panel = new float[width * COLUMNS];
        for (int from = 0; from < n; from += COLUMNS) {
            int columns = Math.min(COLUMNS, n - from);
            for (int j = 0; j < columns; j++) {
                for (int k = 0; k < width; k++) {
                    panel[k * COLUMNS + j] = b[bFrom + (from + j) * width + k];
                }
            }
            float[] sums = new float[COLUMNS];
            for (int i = 0; i < m; i++) {
                java.util.Arrays.fill(sums, 0);
                for (int k = 0; k < width; k += 4) {
                    add(sums, columns, panel, k * COLUMNS, a, aFrom + i * width + k);
                }
                System.arraycopy(sums, 0, c, i * stride + from, columns);
            }
        }
    }

    /** Adds four rows of a panel. A loop of its own, whose shape the compiler turns into vector instructions. */
    private static void add(float[] sums, int columns, float[] panel, int from, float[] a, int x) {
        float p = a[x];
        float q = a[x + 1];
        float r = a[x + 2];
        float s = a[x + 3];
        for (int j = 0; j < columns; j++) {
            sums[j] += p * panel[from + j]
                    + q * panel[from + COLUMNS + j]
                    + r * panel[from + 2 * COLUMNS + j]
                    + s * panel[from + 3 * COLUMNS + j];
        }
    }

    @Override
    public void dots(
            float[] row, int x, int width, float[] table, int stride, int[] rows, int from, int end, float[] to) {
        for (int i = from; i < end; i++) {
            int y = rows[i] * stride;
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int k = 0; k < width; k += 4) {
                a += row[x + k] * table[y + k];
                b += row[x + k + 1] * table[y + k + 1];
                c += row[x + k + 2] * table[y + k + 2];
                d += row[x + k + 3] * table[y + k + 3];
            }
            to[i] = a + b + (c + d);
        }
    }

    @Override
    public float squared(float[] x, float[] y, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int k = 0;
        for (; k + 3 < length; k += 4) {
            float p = x[k] - y[k];
            float q = x[k + 1] - y[k + 1];
            float r = x[k + 2] - y[k + 2];
            float s = x[k + 3] - y[k + 3];
            a += p * p;
            b += q * q;
            c += r * r;
            d += s * s;
        }
        for (; k < length; k++) {
            a += (x[k] - y[k]) * (x[k] - y[k]);
        }
        return a + b + (c + d);
    }

    @Override
    public int select(
            float[] c, int from, int n, float[] half, float[] bound, int at, float rowHalf, float rowBound, int[] to) {
        int count = 0;
        for (int j = 0; j < n; j++) {
            float v = c[from + j];
            if (v > rowBound + half[at + j] || v > bound[at + j] + rowHalf) {
                to[count++] = j;
            }
        }
        return count;
    }
}
