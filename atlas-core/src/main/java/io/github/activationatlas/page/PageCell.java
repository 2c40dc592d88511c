package io.github.activationatlas.page;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a map. Immutable: the array is copied on its way in and out. Equal to another of the same content.
 *
 * @param column from 0 on the left
 * @param row from 0 on top
 * @param count how many activation vectors lie in it
 * @param scale the side of its icon as a share of the cell's, above 0 up to 1
 * @param attribution the average effect on each class's logit, in the order of the page's labels; empty if that is not known
 */
public record PageCell(int column, int row, int count, double scale, float[] attribution) {
    /**
     * Copies what is known of a cell.
     *
     * @param column from 0 on the left
     * @param row from 0 on top
     * @param count how many activation vectors lie in it
     * @param scale the side of its icon as a share of the cell's, above 0 up to 1
     * @param attribution the average effect on each class's logit, or none
     */
    public PageCell {
        attribution = attribution.clone();
    }

    /**
     * Copies the attributions.
     *
     * @return one value a class; none if they are not known
     */
    @Override
    public float[] attribution() {
        return attribution.clone();
    }

    float attribution(int label) {
        return attribution[label];
    }

    int classes() {
        return attribution.length;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof PageCell other
                && column == other.column
                && row == other.row
                && count == other.count
                && scale == other.scale
                && Arrays.equals(attribution, other.attribution);
    }

    @Override
    public int hashCode() {
        return Objects.hash(column, row, count, scale, Arrays.hashCode(attribution));
    }
}
