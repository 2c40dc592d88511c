package io.github.activationatlas.examples;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.CellObjective;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.inversion.Recipe;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * An atlas with nothing but this library: the network in its jar, and images that the program draws. Argument: the output folder.
 */
public final class QuickStart {
    private static final int IMAGES = 4000;
    private static final int GRID = 14;

    private QuickStart() {}

    /**
     * Builds the atlas.
     *
     * @param args the output folder
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "quickstart");
        DrawnImages drawn = DrawnImages.of(2);
        int classes = DrawnImages.classes().size();
        Atlas atlas = Atlas.builder()
                .title("What a small network sees in drawn images")
                .model(VisionModel.bundled())
                .layers("mixed3b", "mixed4a")
                .images(ImageSource.generated(IMAGES, i -> drawn.draw(i % classes, i, Mark.AS_TRAINED)))
                .perImage(2)
                .umap(umap -> umap.minDist(0.4).nEpochs(250))
                .grids(GRID / 2, GRID)
                // On a network as small as this one, the article's glaring icons are easier to read than the default's
                // truer ones.
                .objective(CellObjective.ARTICLE)
                .visualizer(icons -> icons.recipe(Recipe.LUCID).size(64).steps(128))
                .examples(4)
                .saveTo(folder.resolve("atlas"))
                .onProgress(ConsoleProgress.to(System.out))
                .build();
        atlas.writeOverview(folder.resolve("atlas.png"), "mixed3b", GRID);
        atlas.writePage(folder.resolve("index.html"));
        atlas.layers().forEach(layer -> summarize(layer, atlas.labels()));
        atlas.provenance()
                .seconds()
                .forEach((stage, s) -> System.out.printf(Locale.ROOT, "  %-16s %6.1f s%n", stage, s));
        System.out.printf(
                Locale.ROOT,
                "Open   %s in a browser.%n",
                folder.resolve("index.html").toAbsolutePath());
        System.out.printf(
                Locale.ROOT,
                "%s is the map of mixed3b as an image, %s the saved atlas.%n",
                folder.resolve("atlas.png"),
                folder.resolve("atlas"));
    }

    private static void summarize(AtlasLayer layer, List<String> labels) {
        List<GridCell> cells = layer.grid(GRID).grid().cells();
        TreeSet<String> supported = new TreeSet<>();
        cells.forEach(cell -> supported.add(labels.get(cell.topClasses(1).get(0))));
        System.out.printf(
                Locale.ROOT,
                "%n%s: %d activations in %d cells of a grid of %d, which support %s.%n",
                layer.name(),
                layer.activations().size(),
                cells.size(),
                GRID,
                String.join(", ", supported));
    }
}
