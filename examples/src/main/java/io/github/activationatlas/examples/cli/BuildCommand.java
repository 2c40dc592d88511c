package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.ConsoleProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    @Mixin
    private PictureOptions reading;

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
            description =
                    "Cells a side; several for several maps. Default: 20, 40, 80, 160 as far as the activations suffice.")
    private List<Integer> grids = List.of();

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
            names = "--aligned",
            description = "Lay the layers out together, so that a concept has about the same place on each map.")
    private boolean aligned;

    @Mixin
    private CellIconOptions icons;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "0",
            description = {
                "Parts of photos kept with each cell, in the output folder: it is then only as public as the photos are.",
                "Default: ${DEFAULT-VALUE}."
            })
    private int examples;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            defaultValue = "Activation atlas",
            description = "The page's headline.")
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
        AtlasOutput.tell(builder.model(model.open()).build(), out);
        return 0;
    }
}
