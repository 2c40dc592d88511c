package io.github.activationatlas.export;

import io.github.activationatlas.GridCell;
import io.github.activationatlas.umap.Vectors;
import java.util.List;
import java.util.function.Function;

/** One array of each cell as a table. */
record CellVectors(List<GridCell> cells, Function<GridCell, float[]> array) implements Vectors {
    @Override
    public int rows() {
        return cells.size();
    }

    @Override
    public int dimension() {
        return array.apply(cells.get(0)).length;
    }

    @Override
    public void copy(int row, float[] to) {
        float[] values = array.apply(cells.get(row));
        System.arraycopy(values, 0, to, 0, values.length);
    }
}
