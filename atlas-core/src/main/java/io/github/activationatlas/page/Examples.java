package io.github.activationatlas.page;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the parts of real images beside the icons: for each tile of the finest level one sheet, with a row for each of its cells. */
final class Examples {
    private static final int SIDE = 80;
    private static final int A_CELL = 4;

    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> shown = new LinkedHashMap<>();

    private Examples() {}

    /**
     * What the page knows of them.
     *
     * @param names the images' names
     * @param shown for each cell the names of its examples, as indices
     */
    record Listing(List<String> names, List<List<Integer>> shown) {}

    /** Writes them; returns null if no cell has any. */
    static @Nullable Listing write(PageGrid grid, PageParts parts, String folder, PageSteps steps) throws IOException {
        Examples examples = new Examples();
        int cells = Pyramid.of(grid.size(), grid.iconSize()).cells();
        int tiles = (grid.size() + cells - 1) / cells;
        int[] index = Tiles.index(grid);
        for (int tile = 0; tile < tiles * tiles; tile++) {
            int x = tile % tiles;
            int y = tile / tiles;
            BufferedImage sheet = null;
            for (int place = 0; place < cells * cells; place++) {
                int column = x * cells + place % cells;
                int row = y * cells + place / cells;
                int cell = column < grid.size() && row < grid.size() ? index[row * grid.size() + column] : -1;
                List<PageExample> own = cell < 0 ? List.of() : grid.images().examples(cell);
                for (int i = 0; i < Math.min(A_CELL, own.size()); i++) {
                    sheet = sheet == null
                            ? new BufferedImage(A_CELL * SIDE, cells * cells * SIDE, BufferedImage.TYPE_INT_RGB)
                            : sheet;
                    Tiles.paint(sheet, own.get(i).image(), i * SIDE, place * SIDE, SIDE);
                    examples.note(cell, own.get(i).name());
                }
                steps.take(cell < 0 ? 0 : 1);
            }
            if (sheet != null) {
                parts.image(folder + "/" + x + "-" + y, sheet);
            }
        }
        return examples.listing(grid.cells().size());
    }

    private void note(int cell, String name) {
        int id = names.computeIfAbsent(name, n -> names.size());
        shown.computeIfAbsent(cell, c -> new ArrayList<>()).add(id);
    }

    private @Nullable Listing listing(int cells) {
        if (shown.isEmpty()) {
            return null;
        }
        List<List<Integer>> all = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            all.add(shown.getOrDefault(cell, List.of()));
        }
        return new Listing(List.copyOf(names.keySet()), all);
    }
}
