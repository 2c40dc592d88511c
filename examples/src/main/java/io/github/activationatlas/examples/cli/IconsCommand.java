package io.github.activationatlas.examples.cli;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.GsonBuilder;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.examples.cli.options.IconOptions;
import io.github.activationatlas.examples.cli.options.Inputs;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.Folders;
import io.github.activationatlas.inversion.ContactSheet;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.IconScores;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Optimises icons for given vectors, or scores existing icons. */
@Command(
        name = "icons",
        mixinStandardHelpOptions = true,
        description =
                "Optimises an icon for each vector of a .npy file and scores how well it matches; or scores existing icons.",
        sortOptions = false)
final class IconsCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Option(names = "--layer", required = true, paramLabel = "NAME", description = "The layer of the vectors.")
    private String layer;

    @Option(
            names = "--targets",
            required = true,
            paramLabel = "FILE",
            description = "The target vectors: a .npy file of numbers, of shape [icons, channels].")
    private Path targets;

    @Option(
            names = "--whitening",
            paramLabel = "FILE",
            description = "The inverse second moment for whitening: a .npy file of shape [channels, channels].")
    private @Nullable Path whitening;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description =
                    "Vectors that begin with the targets, for scoring how many icons are closest to their own target among them.")
    private @Nullable Path cells;

    @Option(
            names = "--score",
            paramLabel = "DIR",
            description = "Score the .png files of this folder instead of optimising icons.")
    private @Nullable Path score;

    @Mixin
    private IconOptions icons;

    @Option(
            names = "--power",
            paramLabel = "N",
            defaultValue = "4",
            description = "Exponent of the cosine in dotcos. Default: ${DEFAULT-VALUE}.")
    private double power;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The output folder for icon-0000.png, icon-0001.png, ...: new, empty, or one that holds icons.")
    private @Nullable Path out;

    @Option(names = "--sheet", paramLabel = "FILE", description = "A .png or .jpg file with all icons, eight per row.")
    private @Nullable Path sheet;

    @Option(
            names = "--compare",
            paramLabel = "FILE",
            description =
                    "A .png or .jpg file with one row of icons for each of: the lucid recipe, the given options, MACO, and a pixel parametrization.")
    private @Nullable Path compare;

    @Option(names = "--json", paramLabel = "FILE", description = "A JSON file for the printed scores.")
    private @Nullable Path json;

    @Option(names = "--S", hidden = true)
    void inverseSecondMoment(Path file) {
        whitening = file;
    }

    @Override
    public Integer call() throws IOException {
        checkArgument(
                out != null || score != null || sheet != null || compare != null,
                "one of --out, --sheet, --compare and --score is required");
        run.check();
        check();
        float[][] vectors = vectors(targets);
        Whitening s = whitening == null ? null : Whitening.of(vectors(whitening));
        float[][] others = cells == null ? null : vectors(cells);
        checkArgument(
                others == null || others.length >= vectors.length && others[0].length == vectors[0].length,
                "--cells must begin with the %s targets and have %s values per row, but is %s x %s",
                vectors.length,
                vectors[0].length,
                others == null ? 0 : others.length,
                others == null ? 0 : others[0].length);
        List<BufferedImage> judged = score == null ? List.of() : read(score);
        if (out != null) {
            checkFolder(out);
        }
        run.apply();
        VisionModel network = model.open();
        long start = System.nanoTime();
        List<BufferedImage> images = score == null ? draw(network, vectors, s) : judged;
        double seconds = (System.nanoTime() - start) / 1e9;
        IconScores scores = IconScores.of(network, layer, images, vectors, others, s);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("icons", images.size());
        report.put("steps", icons.steps(network, layer));
        report.put("size", images.get(0).getWidth());
        report.put("cos_centre", scores.cosCentre());
        report.put("cos_mean", scores.cosMean());
        report.put("cos_robust", scores.cosRobust());
        report.put("norm_ratio", scores.normRatio());
        if (score == null) {
            report.put("seconds", seconds);
            report.put("seconds_per_icon", seconds / images.size());
        }
        if (cells != null) {
            report.put("own_cell", scores.ownCell());
            report.put("own_in_5", scores.ownInFive());
        }
        if (cells != null && s != null) {
            report.put("own_cell_white", scores.ownCellWhite());
        }
        String text = new GsonBuilder().create().toJson(report);
        System.out.println(text);
        if (json != null) {
            AtomicFile.write(json, text + "\n");
        }
        return 0;
    }

    /** Checks all files and folders before the network is loaded. */
    private void check() throws IOException {
        model.check();
        for (Path file : new Path[] {targets, whitening, cells}) {
            Inputs.file(file);
        }
        for (Path file : new Path[] {sheet, compare}) {
            if (file != null) {
                ImageFileWriter.check(file);
            }
        }
        if (json != null) {
            AtomicFile.check(json);
            Inputs.keep(json, targets, whitening, cells, model.model, model.labels);
        }
        checkArgument(score == null || Files.isDirectory(score), "There is no folder %s", score);
    }

    /** Refuses a folder that contains anything but icons. */
    private static void checkFolder(Path folder) throws IOException {
        checkArgument(!Files.exists(folder) || Files.isDirectory(folder), "%s is not a folder", folder);
        Folders.check(folder);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                checkArgument(
                        files.allMatch(file -> file.getFileName().toString().matches("icon-\\d{4,}\\.png")),
                        "%s contains files other than icons; choose another folder",
                        folder);
            }
        }
    }

    private List<BufferedImage> draw(VisionModel network, float[][] vectors, @Nullable Whitening s) throws IOException {
        List<Objective> objectives =
                Arrays.stream(vectors).map(v -> icons.objective(v, s, power)).toList();
        FeatureVisualizer visualizer = icons.apply(FeatureVisualizer.builder(network, layer))
                .seed(run.seed)
                .build();
        List<BufferedImage> images = visualizer.visualize(objectives).stream()
                .map(Visualization::image)
                .toList();
        for (int i = 0; out != null && i < images.size(); i++) {
            ImageFileWriter.write(images.get(i), out.resolve(String.format(Locale.ROOT, "icon-%04d.png", i)));
        }
        if (sheet != null) {
            ImageFileWriter.write(ContactSheet.of(images, 8, 2), sheet);
        }
        if (compare != null) {
            ImageFileWriter.write(new Comparison(network, layer, icons, run.seed).sheet(vectors, images), compare);
        }
        return images;
    }

    private static float[][] vectors(Path file) throws IOException {
        float[][] rows = Npy.readRows(file);
        checkArgument(rows.length > 0 && rows[0].length > 0, "%s contains no vectors", file);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                checkArgument(
                        Float.isFinite(rows[i][j]),
                        "%s contains %s in row %s and column %s, counted from 0; values must be finite 32-bit floats",
                        file,
                        rows[i][j],
                        i,
                        j);
            }
        }
        return rows;
    }

    private static List<BufferedImage> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(".png")).sorted().toList();
        }
        checkArgument(!files.isEmpty(), "%s contains no .png files", folder);
        List<BufferedImage> images = new java.util.ArrayList<>();
        for (Path file : files) {
            images.add(io.github.activationatlas.models.Images.read(file));
        }
        return images;
    }
}
