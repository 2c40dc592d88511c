package io.github.activationatlas.page;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of the script: an index that is read at once, and parts that are read when they are needed. */
final class PageData {
    private static final int TOP = 5;
    private static final MathContext DIGITS = new MathContext(3);

    private PageData() {}

    /** What the page needs from the start. */
    record Index(String title, List<String> labels, Map<String, String> facts, List<LayerIndex> layers) {}

    /** {@code classes} says whether it is known the cells' attributions to the classes. */
    record LayerIndex(String name, int points, boolean classes, List<GridIndex> grids) {}

    /** {@code tiles} holds, level by level and row by row, a 1 for each tile that exists. */
    record GridIndex(int size, int tileCells, int levels, List<String> tiles) {}

    /** The cells of a grid, a list for each column; {@code classes} and {@code values} hold the same number of entries for each cell. */
    record Cells(
            int[] at, int[] count, int[] scale, int[] classes, float[] values, Examples.@Nullable Listing examples) {}

    /** Writes all parts, and returns the index. */
    static Index write(PageAtlas atlas, PageParts parts, PageListener listener) throws IOException {
        PageSteps steps = new PageSteps(atlas, listener);
        List<LayerIndex> layers = new ArrayList<>();
        for (int l = 0; l < atlas.layers().size(); l++) {
            PageLayer layer = atlas.layers().get(l);
            List<GridIndex> grids = new ArrayList<>();
            for (PageGrid grid : layer.grids()) {
                String name = l + "-" + grid.size();
                Pyramid pyramid = Pyramid.of(grid.size(), grid.iconSize());
                List<String> tiles = Tiles.write(grid, parts, "tiles/" + name, steps);
                parts.data("cells/" + name, cells(grid, Examples.write(grid, parts, "examples/" + name, steps)));
                grids.add(new GridIndex(grid.size(), pyramid.cells(), pyramid.levels(), tiles));
            }
            int classes = layer.classes();
            for (int label = 0; label < classes; label++) {
                int c = label;
                parts.data(
                        "classes/" + l + "-" + c,
                        layer.grids().stream()
                                .map(grid -> ClassData.of(grid, c))
                                .toList());
                steps.take(1);
            }
            layers.add(new LayerIndex(layer.name(), layer.points(), classes > 0, grids));
        }
        return new Index(atlas.title(), atlas.labels(), atlas.facts(), layers);
    }

    private static Cells cells(PageGrid grid, Examples.@Nullable Listing examples) {
        List<PageCell> cells = grid.cells();
        int n = cells.size();
        int top = cells.stream()
                .mapToInt(cell -> Math.min(TOP, cell.classes()))
                .min()
                .orElse(0);
        Cells data = new Cells(new int[n], new int[n], new int[n], new int[n * top], new float[n * top], examples);
        for (int i = 0; i < n; i++) {
            PageCell cell = cells.get(i);
            data.at()[i] = cell.row() * grid.size() + cell.column();
            data.count()[i] = cell.count();
            data.scale()[i] = (int) Math.round(100 * cell.scale());
            int[] classes = TopClasses.of(cell.attribution(), top);
            for (int c = 0; c < top; c++) {
                data.classes()[i * top + c] = classes[c];
                data.values()[i * top + c] = new BigDecimal(cell.attribution(classes[c]))
                        .round(DIGITS)
                        .floatValue();
            }
        }
        return data;
    }
}
