package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the activations of one layer's cells lie in another layer: positions are the same in all layers of one collection, so that what a
 * cell holds can be followed from layer to layer. Images are known by their names. Immutable.
 */
public final class CellLinks {
    private final ImmutableList<ImmutableList<Link>> links;

    private CellLinks(ImmutableList<ImmutableList<Link>> links) {
        this.links = links;
    }

    /**
     * A share of a cell's activations.
     *
     * @param cell where they lie, as an index into the other grid's cells
     * @param count how many
     * @param share how many of all of the cell's, 0 to 1
     */
    public record Link(int cell, int count, double share) {}

    /**
     * Follows all cells of a grid.
     *
     * @param from a layer of an atlas
     * @param to another layer, of the same collection or of another one of the same images
     * @param fromGrid one of the first layer's grids
     * @param toGrid one of the second layer's grids
     * @return the links
     * @throws IllegalArgumentException if the layers' activations are not of the same places of the same images, or a grid is of another layer
     */
    public static CellLinks between(LayerActivations from, Grid fromGrid, LayerActivations to, Grid toGrid) {
        checkNotNull(from, "from must not be null");
        checkNotNull(fromGrid, "fromGrid must not be null");
        checkNotNull(to, "to must not be null");
        checkNotNull(toGrid, "toGrid must not be null");
        check(from, to, fromGrid, from);
        check(from, to, toGrid, to);
        int[] partners = from.partners(to);
        int[] cells = new int[to.size()];
        Arrays.fill(cells, -1);
        for (int c = 0; c < toGrid.cells().size(); c++) {
            GridCell cell = toGrid.cells().get(c);
            for (int i = 0; i < cell.count(); i++) {
                cells[cell.member(i)] = c;
            }
        }
        ImmutableList.Builder<ImmutableList<Link>> links = ImmutableList.builder();
        for (GridCell cell : fromGrid.cells()) {
            Map<Integer, Integer> counts = new TreeMap<>();
            Arrays.stream(cell.members())
                    .map(row -> partners[row] < 0 ? -1 : cells[partners[row]])
                    .filter(target -> target >= 0)
                    .forEach(target -> counts.merge(target, 1, Integer::sum));
            links.add(counts.entrySet().stream()
                    .map(e -> new Link(e.getKey(), e.getValue(), (double) e.getValue() / cell.count()))
                    .sorted(Comparator.comparing((Link link) -> -link.count()))
                    .collect(ImmutableList.toImmutableList()));
        }
        return new CellLinks(links.build());
    }

    private static void check(LayerActivations from, LayerActivations to, Grid grid, LayerActivations layer) {
        int last = grid.cells().stream()
                .flatMapToInt(cell -> Arrays.stream(cell.members()))
                .max()
                .orElse(-1);
        checkArgument(
                last < layer.size(),
                "layers %s and %s hold activations of different images or places: the grid given for layer %s holds activation %s, but the"
                        + " layer has %s",
                from.layer(),
                to.layer(),
                layer.layer(),
                last,
                layer.size());
    }

    /**
     * Follows one cell.
     *
     * @param cell an index into the first grid's cells
     * @return where its activations lie, the largest share first; what lies where the other grid has no cell, or is of a
     *     image that the other layer lacks, is left out
     */
    public List<Link> from(int cell) {
        return links.get(cell);
    }
}
