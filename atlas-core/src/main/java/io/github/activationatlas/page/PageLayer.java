package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;

/**
 * A layer's maps.
 *
 * @param name the layer
 * @param points how many activation vectors were laid out
 * @param grids its maps, coarse to fine
 */
public record PageLayer(String name, int points, ImmutableList<PageGrid> grids) {
    /** Of how many classes every cell knows what it says. */
    int classes() {
        return grids.stream()
                .flatMap(grid -> grid.cells().stream())
                .mapToInt(cell -> cell.attribution().length)
                .min()
                .orElse(0);
    }
}
