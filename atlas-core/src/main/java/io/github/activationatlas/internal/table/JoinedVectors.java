package io.github.activationatlas.internal.table;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import io.github.activationatlas.umap.Vectors;
import java.util.Arrays;
import java.util.List;

/** Tables of one dimension, one below the other, which are not copied. */
public final class JoinedVectors implements Vectors {
    private final Vectors[] parts;
    /** The first row of each part, and behind them the number of all rows. */
    private final int[] starts;

    private JoinedVectors(Vectors[] parts, int[] starts) {
        this.parts = parts;
        this.starts = starts;
    }

    /**
     * Joins tables; those without rows are of any dimension.
     *
     * @throws IllegalArgumentException if dimensions differ, or there are more rows than an int counts
     */
    public static Vectors of(List<Vectors> tables) {
        Vectors[] parts = tables.stream().filter(part -> part.rows() > 0).toArray(Vectors[]::new);
        if (parts.length == 0) {
            return tables.get(0);
        }
        int[] starts = new int[parts.length + 1];
        for (int p = 0; p < parts.length; p++) {
            checkArgument(
                    parts[p].dimension() == parts[0].dimension(),
                    "vectors have %s values in one part and %s in another",
                    parts[0].dimension(),
                    parts[p].dimension());
            long end = (long) starts[p] + parts[p].rows();
            checkArgument(end <= Integer.MAX_VALUE, "there are more than %s vectors", Integer.MAX_VALUE);
            starts[p + 1] = (int) end;
        }
        return parts.length == 1 ? parts[0] : new JoinedVectors(parts, starts);
    }

    @Override
    public int rows() {
        return starts[parts.length];
    }

    @Override
    public int dimension() {
        return parts[0].dimension();
    }

    @Override
    public void copy(int row, float[] to) {
        checkElementIndex(row, rows());
        int found = Arrays.binarySearch(starts, row);
        int part = found >= 0 ? found : -found - 2;
        parts[part].copy(row - starts[part], to);
    }
}
