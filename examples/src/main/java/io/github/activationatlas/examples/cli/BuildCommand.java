package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.examples.cli.options.AtlasOutput;
import io.github.activationatlas.examples.cli.options.CellIconOptions;
import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Builds an atlas from a folder of images. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = "Builds an activation atlas from a folder of images.",
        sortOptions = false)
final class BuildCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private ImageOptions reading;

    @Option(
            names = "--images",
            required = true,
            paramLabel = "DIR",
            description = "The folder of images, searched with its subfolders.")
    private Path images;

    @Option(
            names = "--layer",
            required = true,
            arity = "1..*",
            paramLabel = "NAME",
            description = "One or more layers, as listed by 'describe'.")
    private List<String> layers;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The output folder: new, empty, or one that holds an atlas.")
    private Path out;

    @Option(
            names = "--per-image",
            paramLabel = "N",
            defaultValue = "1",
            description = "Positions sampled from each image. Default: ${DEFAULT-VALUE}.")
    private int perImage;

    @Option(
            names = "--grid",
            arity = "1..*",
            paramLabel = "G",
            description =
                    "Grid sizes, in cells per side. Default: 20, 40, 80 and 160, where there are enough activations.")
    private List<Integer> grids = List.of();

    @Option(
            names = "--min-points",
            paramLabel = "N",
            defaultValue = "5",
            description = "Minimum number of activations in a cell. Default: ${DEFAULT-VALUE}.")
    private int minPoints;

    @Option(
            names = "--neighbors",
            paramLabel = "N",
            defaultValue = "50",
            description = "Neighbours of each point, itself counted (UMAP's n_neighbors). Default: ${DEFAULT-VALUE}.")
    private int neighbors;

    @Option(
            names = "--min-dist",
            paramLabel = "D",
            defaultValue = "0.05",
            description = "Minimum distance between points in the layout (UMAP's min_dist). Default: ${DEFAULT-VALUE}.")
    private double minDist;

    @Option(
            names = "--aligned",
            description =
                    "Align the layouts of all layers, so that a concept has about the same position on each map (AlignedUMAP).")
    private boolean aligned;

    @Mixin
    private CellIconOptions icons;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "Example patches of images per cell. They are copied into the output folder: publish it only if the images may be.",
                "Default: ${DEFAULT-VALUE}."
            })
    private int examples;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "Activation atlas",
            description = "Title of the page. Default: ${DEFAULT-VALUE}.")
    private String title;

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        AtlasBuilder builder = Atlas.builder()
                .images(reading.directory(images))
                .saveTo(out)
                .overviews(true)
                .page(true)
                .layers(layers.toArray(String[]::new))
                .title(title)
                .perImage(perImage)
                .minPoints(minPoints)
                .umap(umap -> umap.nNeighbors(neighbors).minDist(minDist))
                .aligned(aligned)
                .examples(examples)
                .seed(run.seed)
                .threads(run.threads)
                .onProgress(ConsoleProgress.to(System.err));
        icons.apply(builder);
        if (!grids.isEmpty()) {
            builder.grids(grids.stream().mapToInt(Integer::intValue).toArray());
        }
        AtlasOutput.check(out);
        run.apply();
        AtlasOutput.print(builder.model(model.open()).build(), out);
        return 0;
    }
}
