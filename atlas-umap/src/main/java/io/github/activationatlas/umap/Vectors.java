package io.github.activationatlas.umap;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

/** A table of vectors that may lie anywhere. Implementations must allow reading by several threads at once. */
public interface Vectors {

    /**
     * Counts the vectors.
     *
     * @return rows
     */
    int rows();

    /**
     * Returns the length of each vector.
     *
     * @return columns
     */
    int dimension();

    /**
     * Copies one vector.
     *
     * @param row which, from 0
     * @param to room for {@link #dimension()} values
     */
    void copy(int row, float[] to);

    /**
     * Views an array of rows, which is not copied.
     *
     * @param rows vectors of one length, at least 1
     * @return the view
     * @throws IllegalArgumentException if there is no row or their lengths differ
     */
    static Vectors of(float[][] rows) {
        checkArgument(rows.length > 0, "there are no vectors");
        for (int i = 0; i < rows.length; i++) {
            checkNotNull(rows[i], "row %s must not be null", i);
            checkArgument(
                    rows[i].length == rows[0].length,
                    "row %s has %s values, but row 0 has %s",
                    i,
                    rows[i].length,
                    rows[0].length);
        }
        return new Vectors() {
            @Override
            public int rows() {
                return rows.length;
            }

            @Override
            public int dimension() {
                return rows[0].length;
            }

            @Override
            public void copy(int row, float[] to) {
                System.arraycopy(rows[row], 0, to, 0, rows[row].length);
            }
        };
    }

    /**
     * Views a flat array, row behind row, which is not copied.
     *
     * @param values rows times dimension values
     * @param dimension the length of a vector, at least 1
     * @return the view
     * @throws IllegalArgumentException if the length is not a multiple of the dimension, or zero
     */
    static Vectors of(float[] values, int dimension) {
        checkArgument(dimension >= 1, "dimension must be at least 1, but was %s", dimension);
        checkArgument(
                values.length > 0 && values.length % dimension == 0,
                "%s values are not rows of %s",
                values.length,
                dimension);
        return new Vectors() {
            @Override
            public int rows() {
                return values.length / dimension;
            }

            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public void copy(int row, float[] to) {
                System.arraycopy(values, row * dimension, to, 0, dimension);
            }
        };
    }
}
