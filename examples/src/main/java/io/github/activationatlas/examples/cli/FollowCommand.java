package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.CellLinks;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.examples.cli.options.ClassNames;
import io.github.activationatlas.examples.cli.options.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows a cell through the layers. */
@Command(
        name = "follow",
        mixinStandardHelpOptions = true,
        description = "Lists the cells of later layers that hold the activations of a cell's images and positions.",
        sortOptions = false)
final class FollowCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Mixin
    private RunOptions run;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The folder of the atlas.")
    private Path folder;

    @Option(names = "--layer", required = true, paramLabel = "NAME", description = "The layer of the cell.")
    private String layer;

    @Option(names = "--grid", required = true, paramLabel = "G", description = "Grid size, in cells per side.")
    private int grid;

    @Option(
            names = "--column",
            required = true,
            paramLabel = "N",
            description = "The column of the cell, counted from 0.")
    private int column;

    @Option(names = "--row", required = true, paramLabel = "N", description = "The row of the cell, counted from 0.")
    private int row;

    @Override
    public Integer call() throws IOException {
        run.check();
        Atlas atlas = Atlas.load(folder);
        AtlasLayer from = atlas.layer(layer);
        Grid cells = from.grid(grid).grid();
        int index = 0;
        while (index < cells.cells().size()
                && (cells.cells().get(index).column() != column
                        || cells.cells().get(index).row() != row)) {
            index++;
        }
        checkArgument(index < cells.cells().size(), "there is no cell in column %s, row %s", column, row);
        for (AtlasLayer to : atlas.layers()
                .subList(atlas.layers().indexOf(from) + 1, atlas.layers().size())) {
            Grid targets = to.grid(grid).grid();
            System.out.println(to.name());
            CellLinks.between(from.activations(), cells, to.activations(), targets).from(index).stream()
                    .limit(SHOWN)
                    .forEach(link -> print(atlas, targets.cells().get(link.cell()), link));
        }
        return 0;
    }

    private static void print(Atlas atlas, GridCell cell, CellLinks.Link link) {
        System.out.printf(
                Locale.ROOT,
                "  %5.1f %%  column %d, row %d%s%n",
                100 * link.share(),
                cell.column(),
                cell.row(),
                ClassNames.ofFirst(atlas, cell, "  "));
    }
}
