package io.github.activationatlas.page;

/** Called as a page is written. */
@FunctionalInterface
public interface PageListener {
    /**
     * Called often, from the writing thread.
     *
     * @param done steps done: two for each cell, its icon and its examples, and one for each class of a layer
     * @param total all steps; {@code done} ends there
     */
    void written(long done, long total);
}
