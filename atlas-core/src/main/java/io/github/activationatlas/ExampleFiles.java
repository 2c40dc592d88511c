package io.github.activationatlas;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.umap.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A grid's examples as files: rows as integers, -1 where a cell has fewer, and the crops of all cells as one PNG. */
final class ExampleFiles {
    private ExampleFiles() {}

    static void write(AtlasFiles files, Path folder, String name, IconGrid grid) throws IOException {
        Path numbers = folder.resolve(name + ".npy");
        if (grid.examples().isEmpty()) {
            Files.deleteIfExists(numbers);
            Files.deleteIfExists(folder.resolve(name + ".png"));
            return;
        }
        int each = grid.examples().stream().mapToInt(List::size).max().orElse(0);
        int[] rows = new int[grid.examples().size() * each];
        List<BufferedImage> crops = new ArrayList<>();
        BufferedImage first = grid.examples().get(0).get(0).crop();
        BufferedImage none = new BufferedImage(first.getWidth(), first.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < rows.length; i++) {
            List<CellExample> cell = grid.examples().get(i / each);
            boolean there = i % each < cell.size();
            rows[i] = there ? cell.get(i % each).row() : -1;
            crops.add(there ? cell.get(i % each).crop() : none);
        }
        files.writeSheet(name + ".png", crops);
        Npy.writeIntegers(numbers, rows, grid.examples().size(), each);
    }

    static ImmutableList<ImmutableList<CellExample>> read(AtlasFiles files, Path folder, String name, Grid grid)
            throws IOException {
        if (!Files.exists(folder.resolve(name + ".npy"))) {
            return ImmutableList.of();
        }
        int[] rows = Npy.readIntegers(folder.resolve(name + ".npy"));
        int each = rows.length / grid.cells().size();
        List<BufferedImage> crops = files.readSheet(name + ".png", rows.length);
        ImmutableList.Builder<ImmutableList<CellExample>> cells = ImmutableList.builder();
        for (int c = 0; c < grid.cells().size(); c++) {
            ImmutableList.Builder<CellExample> cell = ImmutableList.builder();
            for (int i = c * each; i < (c + 1) * each; i++) {
                if (rows[i] >= 0) {
                    cell.add(new CellExample(rows[i], crops.get(i)));
                }
            }
            cells.add(cell.build());
        }
        return cells.build();
    }
}
