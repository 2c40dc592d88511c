package io.github.activationatlas.examples.cli;

import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.CellObjective;
import picocli.CommandLine.Option;

/** The options of every command that draws icons of cells. */
final class CellIconOptions {
    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "80",
            description = "An icon's side. Default: ${DEFAULT-VALUE}.")
    int size;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "128",
            description = "Steps for each icon. Default: ${DEFAULT-VALUE}.")
    int steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "16",
            description = "Icons drawn at a time. Default: ${DEFAULT-VALUE}.")
    int batch;

    @Option(
            names = "--plain-view",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the plain look in each step, 0 to 1. Default: ${DEFAULT-VALUE}.")
    double plainView;

    @Option(
            names = "--objective",
            paramLabel = "article|cosine",
            defaultValue = "article",
            description = "What icons are optimised for. Default: ${DEFAULT-VALUE}.")
    CellObjective objective = CellObjective.ARTICLE;

    @Option(names = "--whiten", description = "Whiten the cells first.")
    boolean whiten;

    void apply(AtlasBuilder builder) {
        builder.visualizer(icons -> icons.size(size).steps(steps).batch(batch).plainView(plainView))
                .objective(objective)
                .whitening(whiten);
    }
}
