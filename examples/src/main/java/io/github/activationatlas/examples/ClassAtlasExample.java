package io.github.activationatlas.examples;

import io.github.activationatlas.ActivationCollector;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Atlas;
import io.github.activationatlas.ClassFilter;
import io.github.activationatlas.examples.drawn.DrawnImageSource;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.figures.AtlasFigure;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Collects once, and makes two atlases of it: what supports streets, and what distinguishes streets from windows. Arguments: an output folder,
 * and how many images to look at.
 */
public final class ClassAtlasExample {
    private ClassAtlasExample() {}

    /**
     * Makes the atlases.
     *
     * @param args the output folder, and the number of images
     * @throws IOException if the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        VisionModel model = VisionModel.bundled();
        int street = model.labels().find("street");
        int windows = model.labels().find("windows");
        ActivationSet set = ActivationCollector.builder(model, "mixed4a")
                .perImage(4)
                .build()
                .collect(DrawnImageSource.of(Integer.parseInt(args[1]), Mark.AS_TRAINED));

        Atlas one = Atlas.builder()
                .model(model)
                .activations(set)
                .ofClass(street, ClassFilter.byRankOrMagnitude(500))
                .visualizer(icons -> icons.size(64).steps(64))
                .saveTo(folder.resolve("street"))
                .build();
        AtlasFigure.of(one).cellSize(64).ranking(street, 8).write(folder.resolve("street.png"));

        Atlas two = Atlas.builder()
                .model(model)
                .activations(set)
                .compare(street, windows, ClassFilter.byRankOrMagnitude(500))
                .visualizer(icons -> icons.size(64).steps(64))
                .saveTo(folder.resolve("street-windows"))
                .build();
        AtlasFigure.of(two).cellSize(64).axis("street", "windows").write(folder.resolve("street-windows.png"));
        System.out.println("Look at street.png and street-windows.png in " + folder);
    }
}
