package io.github.activationatlas.internal.table;

import static com.google.common.base.Preconditions.checkElementIndex;

import io.github.activationatlas.umap.Vectors;

/** Some rows of a table, which are not copied. */
public final class ChosenRows implements Vectors {
    private final Vectors all;
    private final int[] chosen;

    private ChosenRows(Vectors all, int[] chosen) {
        this.all = all;
        this.chosen = chosen;
    }

    /** Chooses rows; of rows that were chosen before, those of the table beneath, so that views do not pile up. */
    public static ChosenRows of(Vectors all, int[] chosen) {
        int[] rows = chosen.clone();
        ChosenRows before = all instanceof ChosenRows some ? some : null;
        for (int i = 0; i < rows.length; i++) {
            checkElementIndex(rows[i], all.rows());
            rows[i] = before == null ? rows[i] : before.chosen[rows[i]];
        }
        return new ChosenRows(before == null ? all : before.all, rows);
    }

    @Override
    public int rows() {
        return chosen.length;
    }

    @Override
    public int dimension() {
        return all.dimension();
    }

    @Override
    public void copy(int row, float[] to) {
        all.copy(chosen[row], to);
    }
}
