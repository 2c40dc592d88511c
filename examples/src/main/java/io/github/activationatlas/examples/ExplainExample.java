package io.github.activationatlas.examples;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.ImageFileWriter;
import io.github.activationatlas.examples.drawn.DrawnImageSource;
import io.github.activationatlas.examples.drawn.DrawnImages;
import io.github.activationatlas.examples.drawn.Mark;
import io.github.activationatlas.explain.ImageExplainer;
import io.github.activationatlas.models.VisionModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Lays two layers out together, and shows a new image's path through them. Arguments: an output folder, and how many images to look at.
 */
public final class ExplainExample {
    private ExplainExample() {}

    /**
     * Explains a street.
     *
     * @param args the output folder, and the number of images
     * @throws IOException if the folder cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        VisionModel model = VisionModel.bundled();
        Atlas atlas = Atlas.builder()
                .model(model)
                .layers("mixed3b", "mixed4a")
                .images(DrawnImageSource.of(Integer.parseInt(args[1]), Mark.AS_TRAINED))
                .perImage(4)
                .aligned(true)
                .umap(umap -> umap.nNeighbors(20))
                .grids(10)
                .visualizer(icons -> icons.size(48).steps(48))
                .saveTo(folder.resolve("atlas"))
                .build();
        int street = model.labels().find("street");
        var path = ImageExplainer.of(model, atlas).explain(DrawnImages.of(77).draw(street, 1, Mark.NEVER));
        ImageFileWriter.write(path.draw(320), folder.resolve("street-explained.png"));
        System.out.println("Look at street-explained.png in " + folder);
    }
}
