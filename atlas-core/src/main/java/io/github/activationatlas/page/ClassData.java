package io.github.activationatlas.page;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a page knows of one class in one grid.
 *
 * @param most the largest value, at least 0
 * @param least the smallest value, at most 0
 * @param letters the value of each cell, as {@link ClassLetters} writes them
 * @param strongest the first few cells that support the class, the strongest first
 * @param weakest the first few cells that oppose it, the strongest first
 * @param overall the average that values are drawn towards when cells are ranked by two classes
 * @param ratio how many activations bring a cell's value halfway there
 */
record ClassData(
        float most,
        float least,
        String letters,
        List<Integer> strongest,
        List<Integer> weakest,
        double overall,
        double ratio) {
    /** As many as the page shows of a layer. */
    private static final int FIRST = 3;

    static ClassData of(PageGrid grid, int label) {
        ClassLetters letters = ClassLetters.of(grid.cells(), label);
        return new ClassData(
                letters.most(),
                letters.least(),
                letters.letters(),
                ranked(grid, label, 1),
                ranked(grid, label, -1),
                (float) grid.shrinkage(label).overall(),
                (float) grid.shrinkage(label).ratio());
    }

    private static List<Integer> ranked(PageGrid grid, int label, int sign) {
        double[] values = grid.cells().stream()
                .mapToDouble(cell -> sign * grid.shrinkage(label).of(cell.attribution(label), cell.count()))
                .toArray();
        return IntStream.range(0, values.length)
                .filter(i -> sign * grid.cells().get(i).attribution(label) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .limit(FIRST)
                .toList();
    }
}
