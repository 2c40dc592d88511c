package io.github.activationatlas.page;

import java.util.List;

/**
 * A layer's maps.
 *
 * @param name the layer
 * @param points how many activation vectors were laid out
 * @param grids its maps, coarse to fine
 */
public record PageLayer(String name, int points, List<PageGrid> grids) {
    /**
     * Copies the list.
     *
     * @param name the layer
     * @param points how many activation vectors were laid out
     * @param grids its maps, coarse to fine
     */
    public PageLayer {
        grids = List.copyOf(grids);
    }

    /** Of how many classes every cell knows what it says. */
    int classes() {
        return grids.stream()
                .flatMap(grid -> grid.cells().stream())
                .mapToInt(cell -> cell.classes())
                .min()
                .orElse(0);
    }
}
