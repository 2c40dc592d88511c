package io.github.activationatlas.umap.internal.linalg;

/**
 * Sums of products, on which the search spends its time. Tables are flat, row behind row; their width is a multiple of {@link #LANES}. Each
 * value depends on its two rows alone, not on where they stand in a block, so that equal rows give equal values.
 */
public interface Products {
    /** What widths of tables and lengths of blocks are multiples of. */
    int LANES = 32;

    /**
     * Multiplies the rows of one block by those of another: c[i * stride(n) + j] is row i of a times row j of b. What lies beyond n in a row
     * of c is undefined.
     *
     * @param aFrom where the first row of a begins
     * @param m rows of a
     * @param bFrom where the first row of b begins
     * @param n rows of b
     */
    void multiply(float[] a, int aFrom, int m, float[] b, int bFrom, int n, int width, float[] c);

    /**
     * Multiplies the first columns of one row by those of some rows of a table: to[i] is the row times the row rows[i] of the table.
     *
     * @param x where the row begins
     * @param width columns
     * @param stride the table's own width
     * @param from the first i
     * @param end just behind the last
     */
    void dots(float[] row, int x, int width, float[] table, int stride, int[] rows, int from, int end, float[] to);

    /** The squared difference of two rows of any length. */
    float squared(float[] x, float[] y, int length);

    /**
     * Lists the j below n for which c[from + j] exceeds what would leave both ends' lists as they are: above rowBound + half[at + j], or
     * above bound[at + j] + rowHalf.
     *
     * @return how many there are
     */
    int select(
            float[] c, int from, int n, float[] half, float[] bound, int at, float rowHalf, float rowBound, int[] to);

    /** The length of a row of a block of products. */
    static int stride(int n) {
        return (n + LANES - 1) / LANES * LANES;
    }

    /** The layout's pushes by the same means. */
    default Repulsion pushes(GradientTable push) {
        return new PlainRepulsion(push);
    }

    /** Prepares for work by many threads; what is returned must be run after it. */
    default Runnable begin() {
        return () -> {};
    }

    /** The fastest there is here. */
    static Products best() {
        return ProductsChoice.BEST;
    }
}
