package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.page.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Says what an atlas holds that was built. */
final class AtlasOutput {
    private static final String PAGE = "page";

    private AtlasOutput() {}

    /** The page comes last: that it can be written is known before the atlas is built. */
    static void check(Path out) throws IOException {
        PageWriter.checkFolder(out.resolve(PAGE));
    }

    /** Says what an atlas holds that was built into a folder. */
    static void tell(Atlas atlas, Path out) {
        for (AtlasLayer layer : atlas.layers()) {
            for (IconGrid grid : layer.grids()) {
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d activations in %d cells of a grid of %d%n",
                        layer.name(),
                        layer.activations().size(),
                        grid.grid().cells().size(),
                        grid.grid().size());
            }
        }
        int skipped = atlas.provenance().skipped().size();
        if (skipped > 0) {
            System.out.println(
                    skipped + " of " + atlas.images().size() + " pictures could not be read; atlas.json names them");
        }
        atlas.provenance().seconds().forEach((stage, s) -> System.out.printf(Locale.ROOT, "%-20s %7.1f s%n", stage, s));
        System.out.println("Open " + out.resolve(PAGE).resolve("index.html"));
    }

    static String fileName(String layer) {
        return layer.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
