package io.github.activationatlas.internal.saved;

import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.CellExample;
import io.github.activationatlas.Grid;
import io.github.activationatlas.internal.folder.Artifact;
import io.github.activationatlas.internal.folder.AtlasFolder;
import io.github.activationatlas.internal.folder.Names;
import io.github.activationatlas.internal.table.LazyList;
import io.github.activationatlas.umap.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    private final StageFolder folder;
    private final int layer;
    private final Grid grid;
    private final int each;
    private final String key;
    private List<@Nullable Artifact> found = new ArrayList<>();

    public ExampleSheets(StageFolder folder, int layer, Grid grid, int each, String key) throws IOException {
        this.folder = folder;
        this.layer = layer;
        this.grid = grid;
        this.each = each;
        this.key = key;
        AtlasFolder store = folder.store();
        for (int s = 0; store != null && s < count(grid, each); s++) {
            found.add(store.find(Names.examples(layer, grid.size(), s), key).orElse(null));
        }
    }

    private static int cellsPerSheet(int each) {
        return Math.max(1, MOST / each);
    }

    public static int count(Grid grid, int each) {
        return SheetList.count(grid.cells().size(), cellsPerSheet(each));
    }

    /** Whether all are kept already. */
    public boolean areThere() {
        return folder.store() != null && found.stream().allMatch(Objects::nonNull);
    }

    /** Where they are kept. */
    public List<Artifact> artifacts() {
        return found.stream().flatMap(Stream::ofNullable).toList();
    }

    /** Keeps examples that were cut now, or views those that were kept. */
    public List<? extends List<CellExample>> keep(@Nullable List<? extends List<CellExample>> cut) throws IOException {
        AtlasFolder store = folder.store();
        if (store == null) {
            return Objects.requireNonNull(cut);
        }
        if (cut != null) {
            found = new ArrayList<>(write(store, layer, grid, each, cut, key));
        }
        return read(store.path(), artifacts(), grid, each);
    }

    /** Writes all sheets of a grid; each is kept under the same key. */
    public static List<Artifact> write(
            AtlasFolder store, int layer, Grid grid, int each, List<? extends List<CellExample>> examples, String key)
            throws IOException {
        List<Artifact> kept = new ArrayList<>();
        BufferedImage any = examples.stream()
                .flatMap(List::stream)
                .findFirst()
                .map(CellExample::crop)
                .orElse(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        BufferedImage none = new BufferedImage(any.getWidth(), any.getHeight(), BufferedImage.TYPE_INT_RGB);
        int cells = cellsPerSheet(each);
        for (int s = 0; s < count(grid, each); s++) {
            List<? extends List<CellExample>> part =
                    examples.subList(s * cells, Math.min(examples.size(), (s + 1) * cells));
            int[] rows = new int[part.size() * each];
            List<BufferedImage> crops = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                List<CellExample> cell = part.get(i / each);
                boolean there = i % each < cell.size();
                rows[i] = there ? cell.get(i % each).row() : -1;
                crops.add(there ? cell.get(i % each).crop() : none);
            }
            String name = Names.examples(layer, grid.size(), s);
            Path patches = store.place(name + ".png");
            Path numbers = store.place(name + ".npy");
            Sheets.write(patches, crops);
            Npy.writeIntegers(numbers, rows, part.size(), each);
            kept.add(store.complete(name, key, List.of(patches, numbers)));
        }
        return kept;
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
        return new LazyList<>() {
            @Override
            public List<CellExample> get(int cell) {
                return IntStream.range(cell * each, (cell + 1) * each)
                        .filter(i -> rows[i] >= 0)
                        .mapToObj(i -> new CellExample(rows[i], patches.get(i)))
                        .toList();
            }

            @Override
            public int size() {
                return cells;
            }
        };
    }
}
