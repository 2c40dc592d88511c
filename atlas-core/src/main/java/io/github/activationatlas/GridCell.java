package io.github.activationatlas;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One cell of a grid. Arrays are shared, not copied; do not change them.
 *
 * @param column from 0 on the left
 * @param row from 0 on top
 * @param members which activation vectors lie in it
 * @param mean their average, one value a channel
 * @param attribution the average of what they do to each class's logit; empty if that is not known
 */
public record GridCell(int column, int row, int[] members, float[] mean, float[] attribution) {

    /**
     * Counts the activation vectors.
     *
     * @return how many lie in the cell
     */
    public int count() {
        return members.length;
    }

    /**
     * Names the classes that the cell speaks for most.
     *
     * @param top how many, at least 0
     * @return class indices, the largest average attribution first
     */
    public List<Integer> topClasses(int top) {
        return IntStream.range(0, attribution.length)
                .boxed()
                .sorted(Comparator.comparing((Integer c) -> -attribution[c]))
                .limit(top)
                .toList();
    }
}
