package io.github.activationatlas.examples;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.ImagePatches;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.examples.drawn.DrawnImageSource;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.shortcuts.PatchExperiment;
import io.github.activationatlas.shortcuts.PatchPlace;
import io.github.activationatlas.shortcuts.PatchReport;
import io.github.activationatlas.shortcuts.Shortcut;
import io.github.activationatlas.shortcuts.ShortcutFinder;
import io.github.activationatlas.shortcuts.Treatment;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds what else than windows makes the network say "windows", cuts it out of an image, and pastes it onto others, beside two controls.
 * Arguments: an output folder, and how many images to look at.
 */
public final class ShortcutExample {
    private ShortcutExample() {}

    /**
     * Finds and proves.
     *
     * @param args the output folder, and the number of images
     * @throws IOException if the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        VisionModel model = VisionModel.bundled();
        int windows = model.labels().find("windows");
        ImageSource images = DrawnImageSource.of(Integer.parseInt(args[1]), Mark.AS_TRAINED);
        Atlas atlas = Atlas.builder()
                .model(model)
                .layers("mixed3a")
                .images(images)
                .perImage(6)
                .umap(umap -> umap.nNeighbors(15))
                .grids(14)
                .visualizer(icons -> icons.size(64).steps(32))
                .saveTo(folder)
                .build();
        AtlasLayer layer = atlas.layer("mixed3a");
        Shortcut suspect = ShortcutFinder.of(
                        atlas.activations(), "mixed3a", layer.grid(14).grid())
                .find(windows, 1)
                .get(0);

        int row = suspect.rows().get(0);
        BufferedImage patch = ImagePatches.of(model, "mixed3a")
                .cut(
                        images.open(layer.activations().imageName(row)),
                        layer.activations().positionRow(row),
                        layer.activations().positionColumn(row));
        ImageFileWriter.write(patch, folder.resolve("suspect-patch.png"));
        ImageFileWriter.write(layer.grid(14).icons().get(suspect.index()), folder.resolve("suspect-icon.png"));

        PatchReport report = PatchExperiment.builder(model, windows)
                .places(PatchPlace.corners(0.27))
                .build()
                .run(patch, DrawnImageSource.of(150, Mark.NEVER));
        for (Treatment treatment : Treatment.values()) {
            var result = report.at(treatment, report.bestPlace());
            System.out.printf(
                    Locale.ROOT,
                    "%-9s turns %4.1f %% of %d images to windows; their probability goes from %.3f to %.3f%n",
                    treatment,
                    100 * result.flips(),
                    result.images(),
                    result.targetBefore(),
                    result.targetAfter());
        }
    }
}
