package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.Grid;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.figures.AtlasFigure;
import io.github.activationatlas.models.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws a finished atlas. */
@Command(
        name = "draw",
        mixinStandardHelpOptions = true,
        description =
                "Draws the layers of an atlas side by side as PNG, JPEG or SVG, optionally with the attribution to a class.",
        sortOptions = false)
final class DrawCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run;

    @Option(names = "--atlas", required = true, paramLabel = "DIR", description = "The folder of the atlas.")
    private Path folder;

    @Option(
            names = "--layer",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Layers, from left to right. Default: all.")
    private List<String> layers = List.of();

    @Option(names = "--grid", paramLabel = "G", description = "Grid size, in cells per side. Default: the finest grid.")
    private int grid;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description = "Show the positive attribution to this class: an index or label.")
    private @Nullable String wanted;

    @Option(names = "--against", description = "Show the negative attribution to the class instead.")
    private boolean against;

    @Option(
            names = "--cell-size",
            paramLabel = "PIXELS",
            defaultValue = "40",
            description = "Height and width of a cell. Default: ${DEFAULT-VALUE}.")
    private int cellSize;

    @Option(names = "--no-legend", description = "Omit the legend.")
    private boolean bare;

    @Option(
            names = "--one-size",
            description = "Draw all icons at the same size, not scaled by the number of activations in the cell.")
    private boolean oneSize;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The output image: PNG, JPEG or SVG, by its file name extension.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        run.check();
        ImageFileWriter.check(out, ".svg");
        Atlas atlas = Atlas.load(folder);
        AtlasFigure figure =
                AtlasFigure.of(atlas).cellSize(cellSize).legend(!bare).scaleByDensity(!oneSize);
        if (!layers.isEmpty()) {
            figure.layers(layers.toArray(String[]::new));
        }
        if (grid != 0) {
            figure.grid(grid);
        }
        if (wanted != null) {
            figure.overlay(Labels.of(atlas.labels()).find(wanted), against ? Grid.Sign.AGAINST : Grid.Sign.FOR);
        }
        figure.write(out);
        System.out.println(out);
        return 0;
    }
}
