package io.github.activationatlas.page;

/** Is told how far the writing of a page has come. */
@FunctionalInterface
public interface PageListener {
    /**
     * Is called often, from the writing thread.
     *
     * @param done steps done: two for each cell, its icon and its examples, and one for each class of a layer
     * @param total all steps; {@code done} ends there
     */
    void written(long done, long total);
}
