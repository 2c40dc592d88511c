package io.github.activationatlas.examples.cli.options;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.page.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Prints a summary of a finished build. */
public final class AtlasOutput {
    private static final String PAGE = "page";

    private AtlasOutput() {}

    /** Checks before the build that the page, which is written last, can be written. */
    public static void check(Path out) throws IOException {
        PageWriter.checkFolder(out.resolve(PAGE));
    }

    /** Prints the size of each grid, the skipped images and the time of each stage. */
    public static void print(Atlas atlas, Path out) {
        for (AtlasLayer layer : atlas.layers()) {
            for (IconGrid grid : layer.grids()) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d activations in %d cells of the %4$d x %4$d grid%n",
                        layer.name(),
                        layer.activations().size(),
                        grid.grid().cells().size(),
                        grid.grid().size());
            }
        }
        int skipped = atlas.provenance().skipped().size();
        if (skipped > 0) {
            System.out.println(
                    skipped + " of " + atlas.images().size() + " images could not be read; atlas.json lists them");
        }
        atlas.provenance().seconds().forEach((stage, s) -> System.out.printf(Locale.ROOT, "%-20s %7.1f s%n", stage, s));
        System.out.println("Open " + out.resolve(PAGE).resolve("index.html"));
    }

    public static String fileName(String layer) {
        return layer.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
