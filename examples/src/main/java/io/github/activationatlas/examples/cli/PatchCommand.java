package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.examples.cli.options.ImageOptions;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.shortcuts.PatchExperiment;
import io.github.activationatlas.shortcuts.PatchPlace;
import io.github.activationatlas.shortcuts.PatchReport;
import io.github.activationatlas.shortcuts.PatchResult;
import io.github.activationatlas.shortcuts.Treatment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tests a shortcut by pasting a patch onto images. */
@Command(
        name = "patch",
        mixinStandardHelpOptions = true,
        description = {
            "Pastes a patch onto images and measures how often the prediction changes to a class.",
            "Two controls are measured too: the patch with its pixels shuffled, and random squares of the images."
        },
        sortOptions = false)
final class PatchCommand implements Callable<Integer> {
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
            description = "The folder of images to paste onto.")
    private Path images;

    @Option(
            names = "--patch",
            paramLabel = "FILE",
            description = "The patch: an image file, or a part of it chosen with --region.")
    private @Nullable Path patch;

    @Option(
            names = "--region",
            split = ",",
            paramLabel = "X,Y,W,H",
            description = "The part of the patch image to paste, in pixels. Default: the whole image.")
    private int @Nullable [] region;

    @Option(
            names = "--atlas",
            paramLabel = "DIR",
            description = "The folder of an atlas: paste the icon of the cell --cell instead of --patch.")
    private @Nullable Path atlas;

    @Option(names = "--layer", paramLabel = "NAME", description = "The layer of the cell.")
    private @Nullable String layer;

    @Option(names = "--grid", paramLabel = "G", description = "The grid of the cell, in cells per side.")
    private int grid;

    @Option(
            names = "--cell",
            split = ",",
            paramLabel = "COLUMN,ROW",
            description = "The column and row of the cell, counted from 0.")
    private int @Nullable [] cell;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "CLASS",
            description = "The class whose predictions are counted: an index, WordNet ID or label.")
    private String target;

    @Option(
            names = "--source",
            paramLabel = "CLASS",
            description = "Use only images predicted as this class. Default: all that are not predicted as the target.")
    private @Nullable String source;

    @Option(
            names = "--random-from",
            paramLabel = "DIR",
            description = "The folder of images to cut the random squares from. Default: the folder --images.")
    private @Nullable Path randomFrom;

    @Option(
            names = "--patch-size",
            arity = "1..*",
            paramLabel = "FRACTION",
            defaultValue = "0.2 0.4",
            split = " ",
            description = "Sizes of the patch, as fractions of the image's side. Default: ${DEFAULT-VALUE}.")
    private List<Double> sizes;

    @Option(
            names = "--at",
            split = ",",
            paramLabel = "X,Y",
            description =
                    "Where to paste: 0,0 is the upper left corner, 1,1 the lower right one. Default: each of the four corners.")
    private double @Nullable [] at;

    @Override
    public Integer call() throws IOException {
        run.check();
        model.check();
        List<PatchPlace> places = places();
        ImageSource imageSource = reading.directory(images);
        ImageSource squares = randomFrom == null ? imageSource : reading.directory(randomFrom);
        BufferedImage image = image();
        run.apply();
        VisionModel network = model.open();
        PatchExperiment.Builder builder = PatchExperiment.builder(
                        network, network.labels().find(target))
                .places(places)
                .seed(run.seed);
        if (source != null) {
            builder.source(network.labels().find(source));
        }
        if (randomFrom != null) {
            builder.randomFrom(squares);
        }
        PatchReport report = builder.build().run(image, imageSource);
        int skipped = report.skipped().size();
        System.out.println(report.images() + " images" + (skipped == 0 ? "" : "; " + skipped + " could not be read"));
        System.out.printf(
                Locale.ROOT,
                "%-10s %-6s %-9s %20s %20s %8s%n",
                "pasted",
                "size",
                "at",
                "target class",
                "own class",
                "changed");
        for (Treatment treatment : Treatment.values()) {
            for (int p = 0; p < report.places().size(); p++) {
                PatchPlace place = report.places().get(p);
                print(
                        String.format(Locale.ROOT, "%.2f   %.1f,%.1f", place.size(), place.x(), place.y()),
                        report.at(treatment, p));
            }
            print("best per image", report.best(treatment));
        }
        return 0;
    }

    private List<PatchPlace> places() {
        double[] wanted = sizes.stream().mapToDouble(Double::doubleValue).toArray();
        if (at == null) {
            return PatchPlace.corners(wanted);
        }
        checkArgument(at.length == 2, "--at must be two numbers, X,Y");
        return Arrays.stream(wanted)
                .mapToObj(size -> new PatchPlace(size, at[0], at[1]))
                .toList();
    }

    private BufferedImage image() throws IOException {
        checkArgument((patch == null) != (atlas == null), "exactly one of --patch and --atlas is required");
        if (atlas != null) {
            checkArgument(
                    layer != null && grid != 0 && cell != null && cell.length == 2,
                    "--atlas requires --layer, --grid and --cell COLUMN,ROW");
            var icons = Atlas.load(atlas).layer(layer).grid(grid);
            int index = icons.grid()
                    .cells()
                    .indexOf(icons.grid().cells().stream()
                            .filter(c -> c.column() == cell[0] && c.row() == cell[1])
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "there is no cell in column " + cell[0] + ", row " + cell[1])));
            return icons.icons().get(index);
        }
        Inputs.file(patch);
        BufferedImage whole = reading.reader().read(java.util.Objects.requireNonNull(patch));
        if (region == null) {
            return whole;
        }
        checkArgument(
                region.length == 4
                        && region[0] >= 0
                        && region[1] >= 0
                        && region[2] >= 1
                        && region[3] >= 1
                        && region[0] + region[2] <= whole.getWidth()
                        && region[1] + region[3] <= whole.getHeight(),
                "--region X,Y,W,H must lie inside the image of %s x %s pixels",
                whole.getWidth(),
                whole.getHeight());
        return whole.getSubimage(region[0], region[1], region[2], region[3]);
    }

    private static void print(String place, PatchResult r) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %-16s %8.2f to %6.2f %% %8.2f to %6.2f %% %6.1f %%%n",
                r.treatment().name().toLowerCase(Locale.ROOT),
                place,
                100 * r.targetBefore(),
                100 * r.targetAfter(),
                100 * r.ownBefore(),
                100 * r.ownAfter(),
                100 * r.flips());
    }
}
