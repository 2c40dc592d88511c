package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.ImageSource;
import io.github.activationatlas.models.VisionModel;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerTest {

    private static BufferedImage stripes(int index) {
        Random random = new Random(index);
        BufferedImage image = new BufferedImage(80, 64, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.rotate(random.nextDouble() * 3);
        for (int x = -100; x < 100; x += 4 + index % 5) {
            g.setColor(new Color(random.nextInt(1 << 24)));
            g.fillRect(x, -100, 3, 200);
        }
        g.dispose();
        return image;
    }

    @Test
    void theLibraryWorksFromItsJarsAlone(@TempDir Path folder) throws IOException {
        Atlas atlas = Atlas.builder()
                .model(VisionModel.bundled())
                .layers("mixed4a")
                .images(ImageSource.generated(60, ConsumerTest::stripes))
                .umap(umap -> umap.nNeighbors(10).nEpochs(20))
                .visualizer(icons -> icons.size(24).steps(2))
                .grids(4)
                .minPoints(1)
                .saveTo(folder.resolve("atlas"))
                .build();
        atlas.writePage(folder.resolve("index.html"));
        assertTrue(Files.size(folder.resolve("index.html")) > 100_000);
        assertEquals(60, Atlas.load(folder.resolve("atlas")).layer("mixed4a").activations().size());
        assertNotEquals("development", atlas.provenance().versions().get("activation-atlas"));
    }
}
