package io.github.activationatlas.examples.bench;

import com.google.gson.Gson;
import io.github.activationatlas.examples.cli.options.IconOptions;
import io.github.activationatlas.examples.cli.options.ModelOptions;
import io.github.activationatlas.examples.cli.options.RunOptions;
import io.github.activationatlas.inversion.FeatureVisualizer;
import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.umap.Npy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws icons and prints the resident memory after a tenth of the steps and after all: they differ if memory leaks. */
@Command(
        name = "IconsSoak",
        description =
                "Draws icons and prints the resident memory after a tenth of the steps and after all. Fix the heap with java's -Xms and -Xmx, or its growth shows.",
        mixinStandardHelpOptions = true)
public final class IconsSoak implements Callable<Integer> {
    @Mixin
    private ModelOptions model;

    @Mixin
    private RunOptions run;

    @Mixin
    private IconOptions icons;

    @Option(names = "--layer", required = true, description = "The layer that the vectors are of.")
    private String layer;

    @Option(names = "--targets", required = true, description = "The vectors: a .npy file [icons, channels].")
    private Path targets;

    IconsSoak() {}

    /**
     * Runs the benchmark.
     *
     * @param args {@code --help} explains them
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new IconsSoak()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        model.check();
        run.apply();
        List<Objective> objectives = Arrays.stream(Npy.readRows(targets))
                .map(v -> icons.objective(v, null, 4))
                .toList();
        Map<String, Object> report = new LinkedHashMap<>();
        icons.apply(FeatureVisualizer.builder(model.open(), layer))
                .seed(run.seed())
                .onProgress(progress -> {
                    if (progress.done() >= progress.total() / 10) {
                        report.computeIfAbsent("resident_mb_at_tenth", key -> ResidentMemory.megabytes());
                    }
                    if (progress.done() == progress.total()) {
                        report.put("resident_mb_at_end", ResidentMemory.megabytes());
                    }
                })
                .build()
                .visualize(objectives);
        System.out.println(new Gson().toJson(report));
        return 0;
    }
}
