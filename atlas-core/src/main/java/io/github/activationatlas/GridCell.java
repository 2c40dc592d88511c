package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a grid. Immutable: arrays are copied on their way in and out; single members and attributions are read without a copy. Equal to
 * another of the same content.
 *
 * @param column from 0 on the left
 * @param row from 0 on top
 * @param members which activation vectors lie in it
 * @param mean their average, one value a channel
 * @param attribution the average of what they do to each class's logit; empty if that is not known
 */
public record GridCell(int column, int row, int[] members, float[] mean, float[] attribution) {
    /**
     * Copies what is known of a cell.
     *
     * @param column from 0 on the left
     * @param row from 0 on top
     * @param members which activation vectors lie in it
     * @param mean their average, one value a channel
     * @param attribution the average of what they do to each class's logit; empty if that is not known
     */
    public GridCell {
        members = members.clone();
        mean = mean.clone();
        attribution = attribution.clone();
    }

    /**
     * Copies the members.
     *
     * @return the rows of the activation vectors that lie in it
     */
    @Override
    public int[] members() {
        return members.clone();
    }

    /**
     * Names one of the members.
     *
     * @param i which, from 0 to less than {@link #count()}
     * @return its row
     */
    public int member(int i) {
        return members[i];
    }

    /**
     * Copies the average.
     *
     * @return one value a channel
     */
    @Override
    public float[] mean() {
        return mean.clone();
    }

    /**
     * Copies the average attributions.
     *
     * @return one value a class; none if they are not known
     */
    @Override
    public float[] attribution() {
        return attribution.clone();
    }

    /**
     * Counts the classes to which attributions are known.
     *
     * @return classes; 0 if none are known
     */
    public int classes() {
        return attribution.length;
    }

    /**
     * Counts the activation vectors.
     *
     * @return how many lie in the cell
     */
    public int count() {
        return members.length;
    }

    /**
     * Returns the average attribution to a class.
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
     * Returns the classes that the cell supports most.
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

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof GridCell other
                && column == other.column
                && row == other.row
                && Arrays.equals(members, other.members)
                && Arrays.equals(mean, other.mean)
                && Arrays.equals(attribution, other.attribution);
    }

    @Override
    public int hashCode() {
        return Objects.hash(column, row, Arrays.hashCode(members), Arrays.hashCode(mean));
    }

    @Override
    public String toString() {
        return "GridCell[" + column + ", " + row + ", " + members.length + " members]";
    }
}
