package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.stats.Shrinkage;

/**
 * One map.
 *
 * @param size cells a side
 * @param iconSize an icon's side in pixels
 * @param cells the cells that hold something
 * @param pictures their pictures
 * @param shrinkages for each class, how far the cells' attributions are to be trusted when they are ranked; empty to rank them as they are
 */
public record PageGrid(
        int size,
        int iconSize,
        ImmutableList<PageCell> cells,
        PagePictures pictures,
        ImmutableList<Shrinkage> shrinkages) {
    /**
     * Takes a map whose cells are ranked by their attributions as they are.
     *
     * @param size cells a side
     * @param iconSize an icon's side in pixels
     * @param cells the cells that hold something
     * @param pictures their pictures
     */
    public PageGrid(int size, int iconSize, ImmutableList<PageCell> cells, PagePictures pictures) {
        this(size, iconSize, cells, pictures, ImmutableList.of());
    }

    /** How far attributions to a class are to be trusted. */
    Shrinkage shrinkage(int label) {
        return shrinkages.isEmpty() ? Shrinkage.NONE : shrinkages.get(label);
    }
}
