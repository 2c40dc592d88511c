package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;

/**
 * One cell of a map.
 *
 * @param column from 0 on the left
 * @param row from 0 on top
 * @param count how many activation vectors lie in it
 * @param classes the classes that it speaks for most, the strongest first
 */
public record PageCell(int column, int row, int count, ImmutableList<Share> classes) {

    /**
     * What a cell says of a class.
     *
     * @param label the class, as an index into the page's labels
     * @param attribution the average effect on its logit
     */
    public record Share(int label, float attribution) {}
}
