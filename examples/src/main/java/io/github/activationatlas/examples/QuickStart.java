package io.github.activationatlas.examples;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.ConsoleProgress;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;

/**
 * An atlas with nothing but this library: the network in its jar, and pictures that the program draws. Argument: the output folder.
 */
public final class QuickStart {
    private static final int PICTURES = 3000;

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
                .title("What a small network sees in drawn pictures")
                .model(VisionModel.bundled())
                .layers("mixed4a")
                .images(ImageSource.generated(PICTURES, i -> drawn.draw(i % classes, i, Mark.AS_TRAINED)))
                .umap(umap -> umap.nNeighbors(30).nEpochs(300))
                .grids(8, 16)
                .visualizer(icons -> icons.size(64).steps(96))
                .saveTo(folder.resolve("atlas"))
                .onProgress(ConsoleProgress.to(System.out))
                .build();
        Files.createDirectories(folder);
        atlas.writeOverview(folder.resolve("atlas.png"), "mixed4a", 16);
        atlas.writePage(folder.resolve("index.html"));
        summarize(atlas, folder);
    }

    private static void summarize(Atlas atlas, Path folder) {
        var grid = atlas.layer("mixed4a").grid(16).grid();
        TreeSet<String> spoken = new TreeSet<>();
        for (GridCell cell : grid.cells()) {
            spoken.add(atlas.labels().get(cell.topClasses(1).get(0)));
        }
        System.out.printf(
                "%nAn atlas of layer mixed4a: %d activations of %d pictures in %d cells, which speak for %s.%n",
                atlas.layer("mixed4a").activations().size(),
                atlas.images().size(),
                grid.cells().size(),
                String.join(", ", spoken));
        atlas.provenance()
                .seconds()
                .forEach((stage, s) -> System.out.printf(Locale.ROOT, "  %-16s %6.1f s%n", stage, s));
        System.out.println("Open " + folder.resolve("index.html").toAbsolutePath() + " in a browser;");
        System.out.println("the map as a picture is " + folder.resolve("atlas.png") + ", the saved atlas is in "
                + folder.resolve("atlas") + ".");
    }
}
