package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

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
     * Tells what the cell says of a class.
     *
     * @param classIndex the class
     * @return the average effect of its activations on the class's logit
     * @throws IllegalArgumentException if there is no such class, or attributions are not known
     */
    public float attribution(int classIndex) {
        checkArgument(
                classIndex >= 0 && classIndex < attribution.length,
                "there is no class %s: attributions to %s classes are known",
                classIndex,
                attribution.length);
        return attribution[classIndex];
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
