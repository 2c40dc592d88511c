package io.github.activationatlas;

import io.github.activationatlas.inversion.VisualizerBuilder;
import io.github.activationatlas.models.VisionModel;
import io.github.activationatlas.umap.UmapBuilder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** The smallest things that make an atlas. */
final class Tiny {
    static final VisionModel MODEL = VisionModel.bundled();
    static final String LAYER = "mixed4a";

    private Tiny() {}

    /** Coloured stripes of many directions and widths. */
    static BufferedImage picture(int index) {
        Random random = new Random(index);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.rotate(random.nextDouble() * Math.PI, 32, 32);
        for (int x = -32; x < 96; x += 3 + index % 7) {
            g.setColor(new Color(random.nextInt(1 << 24)));
            g.fillRect(x, -32, 1 + index % 5, 128);
        }
        g.dispose();
        return image;
    }

    static ImageSource pictures(int count) {
        return ImageSource.generated(count, Tiny::picture);
    }

    static UmapBuilder layout(UmapBuilder umap) {
        return umap.nNeighbors(8).nEpochs(20);
    }

    static VisualizerBuilder icons(VisualizerBuilder icons) {
        return icons.size(24).steps(2);
    }

    static AtlasBuilder atlas() {
        return Atlas.builder()
                .model(MODEL)
                .layers(LAYER)
                .images(pictures(40))
                .umap(Tiny::layout)
                .visualizer(Tiny::icons)
                .grids(3)
                .minPoints(1);
    }
}
