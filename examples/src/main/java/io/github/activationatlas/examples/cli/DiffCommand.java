package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.diff.AtlasDiff;
import io.github.activationatlas.diff.RegionChange;
import io.github.activationatlas.examples.cli.options.ClassNames;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.figures.DiffFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares two atlases. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the regions of a layer that appear, vanish or move between two atlases of the same images.",
            "The atlases are of two networks, or of one network before and after training."
        },
        sortOptions = false)
final class DiffCommand implements Callable<Integer> {
    @Mixin
    private RunOptions run;

    @Option(names = "--before", required = true, paramLabel = "DIR", description = "The folder of the first atlas.")
    private Path before;

    @Option(names = "--after", required = true, paramLabel = "DIR", description = "The folder of the second atlas.")
    private Path after;

    @Option(names = "--layer", required = true, paramLabel = "NAME", description = "The layer.")
    private String layer;

    @Option(
            names = "--layer-after",
            paramLabel = "NAME",
            description = "The layer in the second atlas. Default: the same as --layer.")
    private @Nullable String layerAfter;

    @Option(names = "--grid", required = true, paramLabel = "G", description = "Grid size, in cells per side.")
    private int grid;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "Number of regions to list of each kind. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "An image of both maps with the changes marked: PNG, JPEG or SVG, by its file name extension.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        run.check();
        if (out != null) {
            ImageFileWriter.check(out, ".svg");
        }
        Inputs.atlas(before);
        Inputs.atlas(after);
        Atlas first = Atlas.load(before);
        Atlas second = Atlas.load(after);
        AtlasLayer was = first.layer(layer);
        AtlasLayer is = second.layer(layerAfter == null ? layer : layerAfter);
        DiffFigure figure = DiffFigure.of(was, is, grid);
        AtlasDiff diff = figure.diff();
        int all = Math.max(was.activations().size(), is.activations().size());
        if (diff.compared() < all) {
            System.out.printf(
                    Locale.ROOT,
                    "%d of %d activations are of images and positions in both atlases%n",
                    diff.compared(),
                    all);
        }
        for (RegionChange.Kind kind : RegionChange.Kind.values()) {
            List<RegionChange> changes = diff.changes(kind);
            System.out.printf(
                    Locale.ROOT, "%d %s%n", changes.size(), kind.name().toLowerCase(Locale.ROOT));
            changes.stream()
                    .limit(kind == RegionChange.Kind.STAYS ? 0 : top)
                    .forEach(c -> print(kind == RegionChange.Kind.APPEARS ? second : first, c));
        }
        if (out != null) {
            figure.write(out);
            System.out.println(out);
        }
        return 0;
    }

    private static void print(Atlas atlas, RegionChange c) {
        System.out.printf(
                Locale.ROOT,
                "  column %d, row %d: %d activations%s, cohesion %.2f before, %.2f after, moved by %.2f%n",
                c.cell().column(),
                c.cell().row(),
                c.cell().count(),
                ClassNames.ofFirst(atlas, c.cell(), " for "),
                c.cohesionBefore(),
                c.cohesionAfter(),
                c.distance());
    }
}
