package io.github.activationatlas.examples.cli;

import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.CellObjective;
import io.github.activationatlas.inversion.FeatureVisualizer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that draws icons of cells. */
final class CellIconOptions {
    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "80",
            description = "An icon's side. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--steps", paramLabel = "N", description = "Steps for each icon. Default: those of the recipe.")
    private @Nullable Integer steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Icons drawn at a time. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--plain-view",
            paramLabel = "SHARE",
            description = "Share of the plain look in each step, 0 to 1. Default: that of the recipe.")
    private @Nullable Double plainView;

    @Option(
            names = "--objective",
            paramLabel = "article|cosine",
            defaultValue = "cosine",
            description = "What icons are optimised for. Default: ${DEFAULT-VALUE}.")
    private CellObjective objective = CellObjective.COSINE;

    @Option(names = "--whiten", description = "Whiten the cells first.")
    private boolean whiten;

    void apply(AtlasBuilder builder) {
        builder.visualizer(this::set).objective(objective).whitening(whiten);
    }

    private FeatureVisualizer.Builder set(FeatureVisualizer.Builder icons) {
        icons.size(size).batch(batch);
        if (steps != null) {
            icons.steps(steps);
        }
        return plainView == null ? icons : icons.plainView(plainView);
    }
}
