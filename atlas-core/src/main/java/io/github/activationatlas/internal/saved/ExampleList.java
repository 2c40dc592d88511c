package io.github.activationatlas.internal.saved;

import io.github.activationatlas.CellExample;
import io.github.activationatlas.internal.table.LazyList;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/** The examples of each cell of a grid, whose patches are read when they are asked for. */
final class ExampleList extends LazyList<List<CellExample>> {
    private final int[] rows;
    private final int each;
    private final List<BufferedImage> patches;

    /**
     * Views them.
     *
     * @param rows the same number for each cell, -1 where it has fewer
     */
    ExampleList(int[] rows, int each, List<BufferedImage> patches) {
        this.rows = rows;
        this.each = each;
        this.patches = patches;
    }

    @Override
    public List<CellExample> get(int cell) {
        return IntStream.range(cell * each, (cell + 1) * each)
                .filter(i -> rows[i] >= 0)
                .mapToObj(i -> new CellExample(rows[i], patches.get(i)))
                .toList();
    }

    @Override
    public int size() {
        return rows.length / each;
    }
}
