package io.github.activationatlas.examples;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.CellLinks;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.examples.drawn.DrawnImageSource;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.export.AtlasTables;
import io.github.activationatlas.figures.AtlasFigure;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Three layers from one pass: a class as it grows from layer to layer, where the activations of its strongest cell go, each cell with the
 * parts of images that come closest, and all of it as tables. Arguments: an output folder, and how many images to look at.
 */
public final class LayersExample {
    private LayersExample() {}

    /**
     * Makes the atlas.
     *
     * @param args the output folder, and the number of images
     * @throws IOException if the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        VisionModel model = VisionModel.bundled();
        Atlas atlas = Atlas.builder()
                .model(model)
                .layers("mixed3a", "mixed3b", "mixed4a")
                .images(DrawnImageSource.of(Integer.parseInt(args[1]), Mark.AS_TRAINED))
                .perImage(4)
                .umap(umap -> umap.nNeighbors(20))
                .grids(8)
                .examples(3)
                .visualizer(icons -> icons.size(64).steps(64))
                .saveTo(folder.resolve("atlas"))
                .build();

        int wheels = model.labels().find("wheels");
        AtlasFigure.of(atlas).overlay(wheels, Grid.Sign.FOR).write(folder.resolve("wheels.png"));
        AtlasFigure.of(atlas).overlay(wheels, Grid.Sign.AGAINST).write(folder.resolve("not-wheels.svg"));

        int cell = atlas.layers().get(0).grid(8).grid().strongest(wheels).get(0);
        for (int l = 0; l + 1 < atlas.layers().size(); l++) {
            AtlasLayer from = atlas.layers().get(l);
            AtlasLayer to = atlas.layers().get(l + 1);
            CellLinks links = CellLinks.between(
                    from.activations(),
                    from.grid(8).grid(),
                    to.activations(),
                    to.grid(8).grid());
            CellLinks.Link most = links.from(cell).get(0);
            GridCell target = to.grid(8).grid().cells().get(most.cell());
            System.out.printf(
                    Locale.ROOT,
                    "%.0f %% of its activations go to the cell of %s that supports %s.%n",
                    100 * most.share(),
                    to.name(),
                    atlas.labels().get(target.topClasses(1).get(0)));
            cell = most.cell();
        }
        AtlasTables.write(atlas, folder.resolve("tables"));
    }
}
