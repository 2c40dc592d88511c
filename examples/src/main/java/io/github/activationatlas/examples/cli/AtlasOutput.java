package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.IconGrid;
import io.github.activationatlas.page.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/** Writes the maps and the page of an atlas that was built, and says what it holds. */
final class AtlasOutput {
    private static final String PAGE = "page";

    private AtlasOutput() {}

    /** The page comes last: that it can be written is known before the atlas is built. */
    static void check(Path out) throws IOException {
        PageWriter.checkFolder(out.resolve(PAGE));
    }

    static void write(Atlas atlas, Path out) throws IOException {
        for (AtlasLayer layer : atlas.layers()) {
            for (IconGrid grid : layer.grids()) {
                int cells = grid.grid().size();
                atlas.writeOverview(
                        out.resolve("atlas-" + fileName(layer.name()) + "-" + cells + ".png"), layer.name(), cells);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d activations in %d cells of a grid of %d%n",
                        layer.name(),
                        layer.activations().size(),
                        grid.grid().cells().size(),
                        cells);
            }
        }
        Path page = out.resolve(PAGE);
        try {
            atlas.writePageFolder(page, ConsoleProgress.to(System.err));
        } catch (CancellationException e) {
            CancellationException stopped = new CancellationException(
                    out + " holds the whole atlas; atlas page --atlas " + out + " --out " + page + " writes its page");
            stopped.initCause(e);
            throw stopped;
        }
        int skipped = atlas.provenance().skipped().size();
        if (skipped > 0) {
            System.out.println(
                    skipped + " of " + atlas.images().size() + " pictures could not be read; atlas.json names them");
        }
        atlas.provenance().seconds().forEach((stage, s) -> System.out.printf(Locale.ROOT, "%-20s %7.1f s%n", stage, s));
        System.out.println("Open " + page.resolve("index.html"));
    }

    static String fileName(String layer) {
        return layer.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
