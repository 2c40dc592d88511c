package io.github.activationatlas.examples.cli;

import com.google.gson.GsonBuilder;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Visualization;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws icons of given vectors. */
@Command(
        name = "icons",
        mixinStandardHelpOptions = true,
        description = "Draws an icon for each vector of a .npy file.",
        sortOptions = false)
final class IconsCommand implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Option(names = "--layer", required = true, paramLabel = "NAME", description = "The layer that the vectors are of.")
    private String layer;

    @Option(names = "--targets", required = true, paramLabel = "FILE", description = "The vectors, [icons, channels].")
    private Path targets;

    @Option(
            names = "--S",
            paramLabel = "FILE",
            description = "The inverse second moment to whiten with, [channels, channels].")
    private @Nullable Path whitening;

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
            names = "--power",
            paramLabel = "N",
            defaultValue = "4",
            description = "The cosine's power. Default: ${DEFAULT-VALUE}.")
    private double power;

    @Option(names = "--cosine", description = "Optimise the cosine alone.")
    private boolean cosine;

    @Option(
            names = "--plain-view",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the plain look in each step, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double plainView;

    @Option(names = "--no-decay", description = "Keep the step size to the end.")
    private boolean constantRate;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where icon-0000.png and on are written.")
    private Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Where to write how long it took.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        run.apply();
        Whitening s =
                whitening == null ? null : Whitening.of(Npy.read(whitening).rows());
        List<Objective> objectives = Arrays.stream(Npy.read(targets).rows())
                .map(v -> s == null ? v : s.apply(v))
                .map(v -> cosine ? Objective.cosine(v) : Objective.direction(v, power))
                .toList();
        FeatureVisualizer visualizer = FeatureVisualizer.builder(model.open(), layer)
                .size(size)
                .steps(steps)
                .batch(batch)
                .plainView(plainView)
                .decay(!constantRate)
                .seed(run.seed)
                .build();
        Files.createDirectories(out);
        long start = System.nanoTime();
        List<Visualization> icons = visualizer.visualize(objectives);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (int i = 0; i < icons.size(); i++) {
            ImageIO.write(
                    icons.get(i).image(),
                    "png",
                    out.resolve("icon-%04d.png".formatted(i)).toFile());
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("icons", icons.size());
        report.put("steps", steps);
        report.put("size", size);
        report.put("batch", batch);
        report.put("seconds", seconds);
        report.put("seconds_per_icon", seconds / icons.size());
        String text = new GsonBuilder().create().toJson(report);
        System.out.println(text);
        if (json != null) {
            Files.writeString(json, text + "\n");
        }
        return 0;
    }
}
