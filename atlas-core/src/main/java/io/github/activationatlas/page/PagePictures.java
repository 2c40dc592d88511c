package io.github.activationatlas.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/**
 * The pictures of a map's cells, asked for one at a time, so that a map of many thousand need not be in memory at once. Pictures are only
 * looked at, never drawn upon.
 */
@FunctionalInterface
public interface PagePictures {
    /**
     * Gives the icon of a cell.
     *
     * @param cell its place in the grid's list of cells
     * @return a square of the grid's icon size
     * @throws IOException if it cannot be read
     */
    BufferedImage icon(int cell) throws IOException;

    /**
     * Gives parts of real pictures that a cell's activations come from.
     *
     * @param cell its place in the grid's list of cells
     * @return the nearest first; the page shows the first four; empty, as here, if none are known
     * @throws IOException if they cannot be read
     */
    default List<PageExample> examples(int cell) throws IOException {
        return List.of();
    }
}
