package io.github.activationatlas.page;

import io.github.activationatlas.stats.Shrinkage;
import java.util.List;

/**
 * One map.
 *
 * @param size cells a side
 * @param iconSize an icon's side in pixels
 * @param cells the cells that hold something
 * @param images their images
 * @param shrinkages for each class, how far the cells' attributions are to be trusted when they are ranked; empty to rank them as they are
 */
public record PageGrid(int size, int iconSize, List<PageCell> cells, PageImages images, List<Shrinkage> shrinkages) {
    /**
     * Copies the lists.
     *
     * @param size cells a side
     * @param iconSize an icon's side in pixels
     * @param cells the cells that hold something
     * @param images their images
     * @param shrinkages one a class, or none
     */
    public PageGrid {
        cells = List.copyOf(cells);
        shrinkages = List.copyOf(shrinkages);
    }

    /**
     * Takes a map whose cells are ranked by their attributions as they are.
     *
     * @param size cells a side
     * @param iconSize an icon's side in pixels
     * @param cells the cells that hold something
     * @param images their images
     */
    public PageGrid(int size, int iconSize, List<PageCell> cells, PageImages images) {
        this(size, iconSize, cells, images, List.of());
    }

    /** How far attributions to a class are to be trusted. */
    Shrinkage shrinkage(int label) {
        return shrinkages.isEmpty() ? Shrinkage.NONE : shrinkages.get(label);
    }
}
