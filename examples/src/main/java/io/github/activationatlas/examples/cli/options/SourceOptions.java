package io.github.activationatlas.examples.cli.options;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.ClassFilter;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that build an atlas of one or two classes from an atlas of all. */
public final class SourceOptions {
    /** How activations are chosen. */
    enum By {
        RANK,
        MAGNITUDE,
        BOTH
    }

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "The folder of the atlas whose activations are used.")
    private Path from;

    @Option(names = "--layer", arity = "1..*", paramLabel = "NAME", description = "Layers of that atlas. Default: all.")
    private List<String> layers = List.of();

    @Option(
            names = "--by",
            paramLabel = "rank|magnitude|both",
            defaultValue = "both",
            description = {
                "Which activations to use: those that rank the class first, those with the largest attribution to it, or both.",
                "Default: ${DEFAULT-VALUE}."
            })
    private By by = By.BOTH;

    @Option(
            names = "--max-activations",
            paramLabel = "N",
            description = "Maximum number of activations chosen by magnitude. Default: ${DEFAULT-VALUE}.")
    private int most = 2000;

    @Option(
            names = "--grid",
            paramLabel = "G",
            description = "Grid size, in cells per side. Default: 8, or 10 for two classes.")
    private int grid;

    @Option(
            names = "--min-points",
            paramLabel = "N",
            defaultValue = "5",
            description = "Minimum number of activations in a cell. Default: ${DEFAULT-VALUE}.")
    private int minPoints;

    @Option(
            names = "--neighbors",
            paramLabel = "N",
            defaultValue = "20",
            description = "Neighbours of each point, itself counted (UMAP's n_neighbors). Default: ${DEFAULT-VALUE}.")
    private int neighbors;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "0",
            description = "Example patches of images per cell; requires --images. Default: ${DEFAULT-VALUE}.")
    private int examples;

    @Option(names = "--images", paramLabel = "DIR", description = "The folder of images that the atlas was built from.")
    private @Nullable Path images;

    private @Nullable ImageSource source;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The output folder: new, empty, or one that holds an atlas.")
    public Path out;

    @Mixin
    private ImageOptions reading;

    @Option(names = "--most", hidden = true)
    public void most(int activations) {
        most = activations;
    }

    public ClassFilter filter() {
        return switch (by) {
            case RANK -> ClassFilter.byRank();
            case MAGNITUDE -> ClassFilter.byMagnitude(most);
            case BOTH -> ClassFilter.byRankOrMagnitude(most);
        };
    }

    /** Checks the files and folders before the network is loaded. */
    public void check() throws IOException {
        Inputs.activations(from);
        checkArgument(
                !Files.exists(out) || !Files.isSameFile(out, from),
                "--out must be another folder than --from, whose atlas it would replace");
        Atlas.builder().saveTo(out);
        AtlasOutput.check(out);
        if (images != null) {
            source = reading.directory(images);
        }
    }

    public void apply(AtlasBuilder builder, VisionModel model, RunOptions run) throws IOException {
        builder.saveTo(out)
                .overviews(true)
                .page(true)
                .model(model)
                .activations(ActivationSet.load(from))
                .minPoints(minPoints)
                .umap(umap -> umap.nNeighbors(neighbors))
                .examples(examples)
                .seed(run.seed)
                .threads(run.threads)
                .onProgress(ConsoleProgress.to(System.err));
        if (!layers.isEmpty()) {
            builder.layers(layers.toArray(String[]::new));
        }
        if (grid != 0) {
            builder.grids(grid);
        }
        if (source != null) {
            builder.images(source);
        }
    }
}
