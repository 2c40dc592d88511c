package io.github.activationatlas.examples.cli.options;

import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.CellObjective;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that draws icons of cells. */
public final class CellIconOptions {
    @Mixin
    private IconOptions icons;

    @Option(
            names = "--whiten",
            description = "Whiten the cells' activations before optimising icons, as in the article.")
    private boolean whiten;

    public void apply(AtlasBuilder builder) {
        builder.visualizer(icons::apply)
                .objective(icons.dot() ? CellObjective.ARTICLE : CellObjective.COSINE)
                .whitening(whiten);
    }
}
