package io.github.activationatlas.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/**
 * The images of a map's cells, asked for one at a time, so that a map of many thousand need not be in memory at once. Images are only
 * looked at, never drawn upon.
 */
@FunctionalInterface
public interface PageImages {
    /**
     * Gives the icon of a cell.
     *
     * @param cell its place in the grid's list of cells
     * @return a square of the grid's icon size
     * @throws IOException if it cannot be read
     */
    BufferedImage icon(int cell) throws IOException;

    /**
     * Gives parts of real images that a cell's activations come from.
     *
     * @param cell its place in the grid's list of cells
     * @return the nearest first; the page shows the first four; empty, as here, if none are known
     * @throws IOException if they cannot be read
     */
    default List<PageExample> examples(int cell) throws IOException {
        return List.of();
    }
}
