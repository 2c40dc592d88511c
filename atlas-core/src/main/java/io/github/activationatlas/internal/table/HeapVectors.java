package io.github.activationatlas.internal.table;

import io.github.activationatlas.umap.Vectors;

/** Vectors in memory, any number of any length, none included. */
public final class HeapVectors implements Vectors {
    private final float[][] rows;
    private final int dimension;

    private HeapVectors(float[][] rows, int dimension) {
        this.rows = rows;
        this.dimension = dimension;
    }

    /** Copies rows, whose lengths have been compared. */
    public static HeapVectors copyOf(float[][] rows) {
        float[][] copies = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copies[i] = rows[i].clone();
        }
        return own(copies);
    }

    /** Takes over rows that nobody else holds. */
    public static HeapVectors own(float[][] rows) {
        return new HeapVectors(rows, rows.length == 0 ? 0 : rows[0].length);
    }

    @Override
    public int rows() {
        return rows.length;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void copy(int row, float[] to) {
        System.arraycopy(rows[row], 0, to, 0, dimension);
    }
}
