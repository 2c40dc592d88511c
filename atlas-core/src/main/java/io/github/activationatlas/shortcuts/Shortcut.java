package io.github.activationatlas.shortcuts;

import io.github.activationatlas.GridCell;
import java.util.List;

/**
 * A cell that supports a class for a reason that may have nothing to do with it.
 *
 * @param classIndex the class
 * @param index the cell, as an index into its grid's cells
 * @param cell the cell
 * @param attribution its average attribution to the class
 * @param unlikeness how unlike the class's images it is, 0 to 1: half of one minus the cosine of the cell's average and theirs, both less
 *     the layer's
 * @param foreignShare how many of its activations come from images of other classes, 0 to 1
 * @param score the attribution, drawn towards the average of all cells the more the fewer activations the cell holds
 *     ({@link io.github.activationatlas.Grid#shrinkage}), or 0 if that is negative, times the mean of unlikeness and foreign share; the larger,
 *     the more suspect
 * @param rows its activations that support the class most, the strongest first, at most one of an image
 */
public record Shortcut(
        int classIndex,
        int index,
        GridCell cell,
        double attribution,
        double unlikeness,
        double foreignShare,
        double score,
        List<Integer> rows) {
    /**
     * Copies the list.
     *
     * @param classIndex the class
     * @param index the cell, as an index into its grid's cells
     * @param cell the cell
     * @param attribution its average attribution to the class
     * @param unlikeness how unlike the class's images it is, 0 to 1
     * @param foreignShare how many of its activations come from images of other classes, 0 to 1
     * @param score the larger, the more suspect
     * @param rows its activations that support the class most
     */
    public Shortcut {
        rows = List.copyOf(rows);
    }
}
