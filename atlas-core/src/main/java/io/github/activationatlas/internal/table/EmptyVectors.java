package io.github.activationatlas.internal.table;

import io.github.activationatlas.umap.Vectors;

/**
 * Vectors without values.
 *
 * @param rows how many
 * @param dimension their length; 0 unless there are none
 */
record EmptyVectors(int rows, int dimension) implements Vectors {
    @Override
    public void copy(int row, float[] to) {}
}
