package io.github.activationatlas.page;

/**
 * One cell of a map. The array is shared, not copied; do not change it.
 *
 * @param column from 0 on the left
 * @param row from 0 on top
 * @param count how many activation vectors lie in it
 * @param scale the side of its icon as a share of the cell's, above 0 up to 1
 * @param attribution the average effect on each class's logit, in the order of the page's labels; empty if that is not known
 */
public record PageCell(int column, int row, int count, double scale, float[] attribution) {}
