package io.github.activationatlas.examples;

import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasBuilder;
import io.github.activationatlas.diff.AtlasDiff;
import io.github.activationatlas.diff.RegionChange;
import io.github.activationatlas.examples.drawn.DrawnImageSource;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.figures.DiffFigure;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Compares a layer of a network with a layer after it, on the same images and places: what becomes one thing, and what is no longer kept
 * apart. Two networks are compared in the same way. Arguments: an output folder, and how many images to look at.
 */
public final class DiffExample {
    private DiffExample() {}

    /**
     * Compares.
     *
     * @param args the output folder, and the number of images
     * @throws IOException if the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        VisionModel model = VisionModel.bundled();
        // In one pass, so that both layers are seen at the same places of the same images.
        ActivationSet set = ActivationCollector.builder(model, "mixed3a", "mixed4a")
                .perImage(4)
                .build()
                .collect(DrawnImageSource.of(Integer.parseInt(args[1]), Mark.AS_TRAINED));
        Atlas before =
                atlas(model, set, "mixed3a").saveTo(folder.resolve("before")).build();
        Atlas after =
                atlas(model, set, "mixed4a").saveTo(folder.resolve("after")).build();
        DiffFigure figure = DiffFigure.of(before.layer("mixed3a"), after.layer("mixed4a"), 8);
        figure.write(folder.resolve("diff.png"));
        AtlasDiff diff = figure.diff();
        for (RegionChange.Kind kind : RegionChange.Kind.values()) {
            List<RegionChange> changes = diff.changes(kind);
            System.out.printf(Locale.ROOT, "%d regions: %s%n", changes.size(), kind);
            Atlas of = kind == RegionChange.Kind.APPEARS ? after : before;
            for (RegionChange change : changes.subList(0, Math.min(3, changes.size()))) {
                System.out.printf(
                        Locale.ROOT,
                        "  %s, alike %.2f before and %.2f after%n",
                        of.labels().get(change.cell().topClasses(1).get(0)),
                        change.cohesionBefore(),
                        change.cohesionAfter());
            }
        }
    }

    private static AtlasBuilder atlas(VisionModel model, ActivationSet set, String layer) {
        return Atlas.builder()
                .model(model)
                .activations(set)
                .layers(layer)
                .umap(umap -> umap.nNeighbors(20))
                .grids(8)
                .visualizer(icons -> icons.size(48).steps(48));
    }
}
