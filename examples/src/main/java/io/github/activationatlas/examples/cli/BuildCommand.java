package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.CellObjective;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.ImageSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds an atlas of a folder of pictures. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = "Builds an atlas of a folder of pictures.",
        sortOptions = false)
final class BuildCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "The folder of pictures, with its subfolders.")
    private Path images;

    @Option(
            names = "--layer",
            required = true,
            arity = "1..*",
            paramLabel = "NAME",
            description = "Layers, as 'describe' lists them.")
    private List<String> layers;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write: a new or empty folder, or one with an atlas.")
    private Path out;

    @Option(
            names = "--per-image",
            paramLabel = "N",
            defaultValue = "1",
            description = "Positions kept of each picture. Default: ${DEFAULT-VALUE}.")
    private int perImage;

    @Option(
            names = "--grid",
            arity = "1..*",
            paramLabel = "G",
            defaultValue = "20",
            description = "Cells a side; several for several maps. Default: ${DEFAULT-VALUE}.")
    private List<Integer> grids;

    @Option(
            names = "--min-points",
            paramLabel = "N",
            defaultValue = "5",
            description = "Fewest activations that make a cell. Default: ${DEFAULT-VALUE}.")
    private int minPoints;

    @Option(
            names = "--neighbors",
            paramLabel = "N",
            defaultValue = "50",
            description = "UMAP's nNeighbors. Default: ${DEFAULT-VALUE}.")
    private int neighbors;

    @Option(
            names = "--min-dist",
            paramLabel = "D",
            defaultValue = "0.05",
            description = "UMAP's minDist. Default: ${DEFAULT-VALUE}.")
    private double minDist;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "80",
            description = "An icon's side. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "128",
            description = "Steps for each icon. Default: ${DEFAULT-VALUE}.")
    private int steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Icons drawn at a time. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--plain-view",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the plain look in each step, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double plainView;

    @Option(
            names = "--objective",
            paramLabel = "article|cosine",
            defaultValue = "article",
            description = "What icons are optimised for. Default: ${DEFAULT-VALUE}.")
    private CellObjective objective;

    @Option(names = "--whiten", description = "Whiten the cells first.")
    private boolean whiten;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "Activation atlas",
            description = "The page's headline.")
    private String title;

    @Override
    public Integer call() throws IOException {
        run.apply();
        Atlas atlas = Atlas.builder()
                .saveTo(out)
                .images(ImageSource.directory(images))
                .model(model.open())
                .layers(layers.toArray(String[]::new))
                .title(title)
                .perImage(perImage)
                .grids(grids.stream().mapToInt(Integer::intValue).toArray())
                .minPoints(minPoints)
                .umap(umap -> umap.nNeighbors(neighbors).minDist(minDist))
                .visualizer(icons -> icons.size(size).steps(steps).batch(batch).plainView(plainView))
                .objective(objective)
                .whitening(whiten)
                .seed(run.seed)
                .threads(run.threads)
                .onProgress(ConsoleProgress.to(System.err))
                .build();
        for (AtlasLayer layer : atlas.layers()) {
            String name = layer.name().replaceAll("[^A-Za-z0-9._-]", "_");
            for (IconGrid grid : layer.grids()) {
                int cells = grid.grid().size();
                atlas.writeOverview(out.resolve("atlas-" + name + "-" + cells + ".png"), layer.name(), cells);
                System.out.printf(
                        "%s: %d activations in %d cells of a grid of %d%n",
                        layer.name(),
                        layer.activations().size(),
                        grid.grid().cells().size(),
                        cells);
            }
        }
        atlas.writePageFolder(out.resolve("page"));
        int skipped = atlas.provenance().skipped().size();
        if (skipped > 0) {
            System.out.println(
                    skipped + " of " + atlas.images().size() + " pictures could not be read; atlas.json names them");
        }
        atlas.provenance().seconds().forEach((stage, s) -> System.out.printf(Locale.ROOT, "%-20s %7.1f s%n", stage, s));
        System.out.println("Open " + out.resolve("page/index.html"));
        return 0;
    }
}
