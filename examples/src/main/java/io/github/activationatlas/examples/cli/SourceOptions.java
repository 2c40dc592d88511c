package io.github.activationatlas.examples.cli;

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

/** The options of commands that make an atlas of some classes out of one of everything. */
final class SourceOptions {
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
            description = "The folder of an atlas that was built, whose activations are used.")
    private Path from;

    @Option(
            names = "--layer",
            arity = "1..*",
            paramLabel = "NAME",
            description = "Layers of that atlas. Default: all of them.")
    private List<String> layers = List.of();

    @Option(
            names = "--by",
            paramLabel = "rank|magnitude|both",
            defaultValue = "both",
            description = {
                "Which activations: those for which the class comes first, those that speak loudest for it, or either.",
                "Default: ${DEFAULT-VALUE}."
            })
    private By by = By.BOTH;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many by magnitude. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Option(names = "--grid", paramLabel = "G", description = "Cells a side. Default: 8, for two classes 10.")
    private int grid;

    @Option(
            names = "--min-points",
            paramLabel = "N",
            defaultValue = "5",
            description = "Fewest activations that make a cell. Default: ${DEFAULT-VALUE}.")
    private int minPoints;

    @Option(
            names = "--neighbors",
            paramLabel = "N",
            defaultValue = "20",
            description = "UMAP's nNeighbors. Default: ${DEFAULT-VALUE}.")
    private int neighbors;

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "0",
            description = "Parts of photos kept with each cell; needs --images. Default: ${DEFAULT-VALUE}.")
    private int examples;

    @Option(names = "--images", paramLabel = "DIR", description = "The pictures that the atlas was built from.")
    private @Nullable Path images;

    private @Nullable ImageSource pictures;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where to write: a new or empty folder, or one with an atlas.")
    Path out;

    @Mixin
    private PictureOptions reading;

    ClassFilter filter() {
        return switch (by) {
            case RANK -> ClassFilter.byRank();
            case MAGNITUDE -> ClassFilter.byMagnitude(most);
            case BOTH -> ClassFilter.byRankOrMagnitude(most);
        };
    }

    /** Looks at the files and folders before the network is loaded. */
    void check() throws IOException {
        Inputs.activations(from);
        checkArgument(
                !Files.exists(out) || !Files.isSameFile(out, from),
                "--out must be another folder than --from, whose atlas would be lost");
        Atlas.builder().saveTo(out);
        AtlasOutput.check(out);
        if (images != null) {
            pictures = reading.directory(images);
        }
    }

    void apply(AtlasBuilder builder, VisionModel model, RunOptions run) throws IOException {
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
        if (pictures != null) {
            builder.images(pictures);
        }
    }
}
