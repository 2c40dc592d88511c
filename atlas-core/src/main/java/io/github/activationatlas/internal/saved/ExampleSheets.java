package io.github.activationatlas.internal.saved;

import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.CellExample;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.folder.Names;
import io.github.activationatlas.umap.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A grid's examples as files: which activation each is of, as integers with -1 where a cell has fewer, and the patches as sheets of whole cells. A
 * sheet is an artifact with two files.
 */
public final class ExampleSheets {
    /** Patches of a sheet, unless one cell has more. */
    private static final int MOST = 1024;

    private final AtlasFolder store;
    private final int layer;
    private final Grid grid;
    private final int each;
    private final String key;
    private final List<@Nullable Artifact> found = new ArrayList<>();

    private ExampleSheets(AtlasFolder store, int layer, Grid grid, int each, String key) {
        this.store = store;
        this.layer = layer;
        this.grid = grid;
        this.each = each;
        this.key = key;
    }

    /** Sheets of which those that are kept under a key need not be written. */
    public static ExampleSheets continued(AtlasFolder store, int layer, Grid grid, int each, String key)
            throws IOException {
        ExampleSheets sheets = new ExampleSheets(store, layer, grid, each, key);
        for (int s = 0; s < count(grid, each); s++) {
            sheets.found.add(
                    store.find(Names.examples(layer, grid.size(), s), key).orElse(null));
        }
        return sheets;
    }

    /** Writes all sheets of a grid. */
    public static List<Artifact> write(
            AtlasFolder store, int layer, Grid grid, int each, List<? extends List<CellExample>> examples)
            throws IOException {
        ExampleSheets sheets = new ExampleSheets(store, layer, grid, each, "");
        sheets.found.addAll(Collections.nCopies(count(grid, each), null));
        for (Sheet sheet : sheets.missing()) {
            int first = sheet.index * cellsPerSheet(each);
            sheet.write(examples.subList(first, first + sheet.cells().size()));
        }
        return sheets.artifacts();
    }

    private static int cellsPerSheet(int each) {
        return Math.max(1, MOST / each);
    }

    public static int patchesPerSheet(int each) {
        return cellsPerSheet(each) * each;
    }

    public static int count(Grid grid, int each) {
        return SheetList.count(grid.cells().size(), cellsPerSheet(each));
    }

    /** The sheets that are not kept yet. */
    public List<Sheet> missing() {
        return IntStream.range(0, found.size())
                .filter(s -> found.get(s) == null)
                .mapToObj(Sheet::new)
                .toList();
    }

    /** Where they are kept. */
    public List<Artifact> artifacts() {
        return found.stream().flatMap(Stream::ofNullable).toList();
    }

    /** Views them once none is missing. */
    public List<? extends List<CellExample>> read() throws IOException {
        return read(store.path(), artifacts(), grid, each);
    }

    /** One sheet. */
    public final class Sheet {
        private final int index;

        private Sheet(int index) {
            this.index = index;
        }

        /** The cells whose examples it holds. */
        public List<GridCell> cells() {
            int cells = cellsPerSheet(each);
            return grid.cells().subList(index * cells, Math.min(grid.cells().size(), (index + 1) * cells));
        }

        /**
         * Writes it.
         *
         * @param examples a list a cell
         */
        public void write(List<? extends List<CellExample>> examples) throws IOException {
            int side = examples.stream()
                    .flatMap(List::stream)
                    .findFirst()
                    .map(example -> example.crop().getWidth())
                    .orElse(1);
            BufferedImage none = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            int[] rows = new int[examples.size() * each];
            List<BufferedImage> crops = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                List<CellExample> cell = examples.get(i / each);
                boolean there = i % each < cell.size();
                rows[i] = there ? cell.get(i % each).row() : -1;
                crops.add(there ? cell.get(i % each).crop() : none);
            }
            String name = Names.examples(layer, grid.size(), index);
            Path patches = store.place(name + ".png");
            Path numbers = store.place(name + ".npy");
            Sheets.write(patches, crops);
            Npy.writeIntegers(numbers, rows, examples.size(), each);
            found.set(index, store.complete(name, key, List.of(patches, numbers)));
        }
    }

    /** Views the examples of a grid; patches are read when they are asked for. */
    public static List<List<CellExample>> read(Path folder, List<Artifact> sheets, Grid grid, int each)
            throws IOException {
        int cells = grid.cells().size();
        int[] rows = new int[cells * each];
        int from = 0;
        for (Artifact sheet : sheets) {
            Path file = sheet.file(folder, ".npy");
            int[] part = Npy.readIntegers(file);
            if (from + part.length > rows.length) {
                throw new AtlasFormatException(file, "is damaged: it holds more examples than the grid has cells for");
            }
            System.arraycopy(part, 0, rows, from, part.length);
            from += part.length;
        }
        if (from < rows.length) {
            throw new AtlasFormatException(
                    folder, "is damaged: it has examples of fewer cells than grid " + grid.size() + " has");
        }
        SheetList patches = new SheetList(folder, sheets, cellsPerSheet(each) * each, rows.length);
        return new ExampleList(rows, each, patches);
    }
}
