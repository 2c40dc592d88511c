package io.github.activationatlas.umap.internal.linalg;

import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Products through the Vector API. Every sum has one order, whatever the compiler has done so far, so results do not change with warmth. */
final class VectorProducts implements Products {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Rows and columns of the tile whose sums are held in registers. */
    private static final int ROWS = 6;

    private static final int COLUMNS = 2 * L;
    private static final ThreadLocal<float[]> PANELS = ThreadLocal.withInitial(() -> new float[0]);

    VectorProducts() {
        if (LANES % COLUMNS != 0) {
            throw new UnsupportedClassVersionError(L + " lanes");
        }
    }

    @Override
    public Repulsion pushes(GradientTable push) {
        return new VectorRepulsion(push);
    }

    @Override
    public void multiply(float[] a, int aFrom, int m, float[] b, int bFrom, int n, int width, float[] c) {
        int stride = Products.stride(n);
        float[] panels = pack(b, bFrom, n, width);
        for (int j = 0; j < n; j += COLUMNS) {
            if (m < ROWS) {
                for (int i = 0; i < m; i++) {
                    row(a, aFrom + i * width, panels, j * width, width, c, i * stride + j);
                }
                continue;
            }
            for (int r = 0; r < m; r += ROWS) {
                // The last tile goes over some rows again.
                int i = Math.min(r, m - ROWS);
                tile(a, aFrom + i * width, panels, j * width, width, c, i * stride + j, stride);
            }
        }
    }

    /** Panels of COLUMNS rows each, turned over; what the last has beyond its rows is left over from others. */
    private static float[] pack(float[] b, int bFrom, int n, int width) {
        int size = (n + COLUMNS - 1) / COLUMNS * COLUMNS * width;
        float[] panels = PANELS.get();
        if (panels.length < size) {
            panels = new float[size];
            PANELS.set(panels);
        }
        for (int j = 0; j < n; j += COLUMNS) {
            int columns = Math.min(COLUMNS, n - j);
            int q = 0;
            for (; q + 4 <= columns; q += 4) {
                turnFour(b, bFrom + (j + q) * width, width, panels, j * width + q);
            }
            for (; q < columns; q++) {
                for (int k = 0; k < width; k++) {
                    panels[j * width + q + k * COLUMNS] = b[bFrom + (j + q) * width + k];
                }
            }
        }
        return panels;
    }

    /** Turns four rows over, side by side so that stores meet in one line of the cache. */
    private static void turnFour(float[] b, int from, int width, float[] panels, int to) {
        for (int k = 0; k < width; k++) {
            panels[to + k * COLUMNS] = b[from + k];
            panels[to + k * COLUMNS + 1] = b[from + width + k];
            panels[to + k * COLUMNS + 2] = b[from + 2 * width + k];
            panels[to + k * COLUMNS + 3] = b[from + 3 * width + k];
        }
    }

    private static void tile(float[] a, int x, float[] p, int y, int width, float[] c, int z, int stride) {
        FloatVector a0 = FloatVector.zero(S);
        FloatVector a1 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector c0 = a0;
        FloatVector c1 = a0;
        FloatVector d0 = a0;
        FloatVector d1 = a0;
        FloatVector e0 = a0;
        FloatVector e1 = a0;
        FloatVector f0 = a0;
        FloatVector f1 = a0;
        for (int k = 0; k < width; k++) {
            FloatVector u = FloatVector.fromArray(S, p, y + k * COLUMNS);
            FloatVector v = FloatVector.fromArray(S, p, y + k * COLUMNS + L);
            FloatVector s = FloatVector.broadcast(S, a[x + k]);
            a0 = s.fma(u, a0);
            a1 = s.fma(v, a1);
            s = FloatVector.broadcast(S, a[x + width + k]);
            b0 = s.fma(u, b0);
            b1 = s.fma(v, b1);
            s = FloatVector.broadcast(S, a[x + 2 * width + k]);
            c0 = s.fma(u, c0);
            c1 = s.fma(v, c1);
            s = FloatVector.broadcast(S, a[x + 3 * width + k]);
            d0 = s.fma(u, d0);
            d1 = s.fma(v, d1);
            s = FloatVector.broadcast(S, a[x + 4 * width + k]);
            e0 = s.fma(u, e0);
            e1 = s.fma(v, e1);
            s = FloatVector.broadcast(S, a[x + 5 * width + k]);
            f0 = s.fma(u, f0);
            f1 = s.fma(v, f1);
        }
        a0.intoArray(c, z);
        a1.intoArray(c, z + L);
        b0.intoArray(c, z + stride);
        b1.intoArray(c, z + stride + L);
        c0.intoArray(c, z + 2 * stride);
        c1.intoArray(c, z + 2 * stride + L);
        d0.intoArray(c, z + 3 * stride);
        d1.intoArray(c, z + 3 * stride + L);
        e0.intoArray(c, z + 4 * stride);
        e1.intoArray(c, z + 4 * stride + L);
        f0.intoArray(c, z + 5 * stride);
        f1.intoArray(c, z + 5 * stride + L);
    }

    private static void row(float[] a, int x, float[] p, int y, int width, float[] c, int z) {
        FloatVector a0 = FloatVector.zero(S);
        FloatVector a1 = a0;
        for (int k = 0; k < width; k++) {
            FloatVector s = FloatVector.broadcast(S, a[x + k]);
            a0 = s.fma(FloatVector.fromArray(S, p, y + k * COLUMNS), a0);
            a1 = s.fma(FloatVector.fromArray(S, p, y + k * COLUMNS + L), a1);
        }
        a0.intoArray(c, z);
        a1.intoArray(c, z + L);
    }

    @Override
    public void dots(
            float[] row, int x, int width, float[] table, int stride, int[] rows, int from, int end, float[] to) {
        float[] sums = new float[4 * L];
        int i = from;
        for (; i + 4 <= end; i += 4) {
            four(row, x, width, table, stride, rows, i, sums);
            for (int q = 0; q < 4; q++) {
                to[i + q] = sum(sums, q * L);
            }
        }
        for (; i < end; i++) {
            FloatVector s = FloatVector.zero(S);
            int y = rows[i] * stride;
            for (int k = 0; k < width; k += L) {
                s = FloatVector.fromArray(S, row, x + k).fma(FloatVector.fromArray(S, table, y + k), s);
            }
            s.intoArray(sums, 0);
            to[i] = sum(sums, 0);
        }
    }

    private static void four(
            float[] row, int x, int width, float[] table, int stride, int[] rows, int i, float[] sums) {
        FloatVector a = FloatVector.zero(S);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        int ya = rows[i] * stride;
        int yb = rows[i + 1] * stride;
        int yc = rows[i + 2] * stride;
        int yd = rows[i + 3] * stride;
        for (int k = 0; k < width; k += L) {
            FloatVector v = FloatVector.fromArray(S, row, x + k);
            a = v.fma(FloatVector.fromArray(S, table, ya + k), a);
            b = v.fma(FloatVector.fromArray(S, table, yb + k), b);
            c = v.fma(FloatVector.fromArray(S, table, yc + k), c);
            d = v.fma(FloatVector.fromArray(S, table, yd + k), d);
        }
        a.intoArray(sums, 0);
        b.intoArray(sums, L);
        c.intoArray(sums, 2 * L);
        d.intoArray(sums, 3 * L);
    }

    private static float sum(float[] sums, int from) {
        float a = 0;
        float b = 0;
        for (int i = from; i < from + L; i += 2) {
            a += sums[i];
            b += sums[i + 1];
        }
        return a + b;
    }

    @Override
    public float squared(float[] x, float[] y, int length) {
        FloatVector a = FloatVector.zero(S);
        FloatVector b = a;
        int k = 0;
        for (; k + 2 * L <= length; k += 2 * L) {
            FloatVector p = FloatVector.fromArray(S, x, k).sub(FloatVector.fromArray(S, y, k));
            FloatVector q = FloatVector.fromArray(S, x, k + L).sub(FloatVector.fromArray(S, y, k + L));
            a = p.fma(p, a);
            b = q.fma(q, b);
        }
        float[] sums = new float[L];
        a.add(b).intoArray(sums, 0);
        float rest = 0;
        for (; k < length; k++) {
            rest += (x[k] - y[k]) * (x[k] - y[k]);
        }
        return sum(sums, 0) + rest;
    }

    @Override
    public int select(
            float[] c, int from, int n, float[] half, float[] bound, int at, float rowHalf, float rowBound, int[] to) {
        int count = 0;
        int j = 0;
        for (; j + L <= n; j += L) {
            FloatVector v = FloatVector.fromArray(S, c, from + j);
            FloatVector row = FloatVector.fromArray(S, half, at + j).add(rowBound);
            FloatVector column = FloatVector.fromArray(S, bound, at + j).add(rowHalf);
            // Turning a mask into bits is slow on older JDKs.
            if (v.compare(VectorOperators.GT, row.min(column)).anyTrue()) {
                count = one(c, from, j, j + L, half, bound, at, rowHalf, rowBound, to, count);
            }
        }
        return one(c, from, j, n, half, bound, at, rowHalf, rowBound, to, count);
    }

    /** The same one by one. */
    private static int one(
            float[] c,
            int from,
            int first,
            int end,
            float[] half,
            float[] bound,
            int at,
            float rowHalf,
            float rowBound,
            int[] to,
            int found) {
        int count = found;
        for (int j = first; j < end; j++) {
            float least = Math.min(rowBound + half[at + j], bound[at + j] + rowHalf);
            to[count] = j;
            count += c[from + j] > least ? 1 : 0;
        }
        return count;
    }
}
