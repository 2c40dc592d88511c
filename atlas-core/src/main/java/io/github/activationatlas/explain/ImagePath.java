package io.github.activationatlas.explain;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * An image's path through an atlas.
 *
 * @param image the image, square, as the network sees it
 * @param layers where its positions lie, layer by layer
 */
public record ImagePath(BufferedImage image, List<LayerPositions> layers) {
    /**
     * Copies the list; the image is shared.
     *
     * @param image the image, square, as the network sees it
     * @param layers where its positions lie, layer by layer
     */
    public ImagePath {
        layers = List.copyOf(layers);
    }

    /**
     * Draws the image, and beside it for each layer what the atlas shows at each of its positions.
     *
     * @param side pixels a side of each part, 8 to 4096
     * @return an RGB image, the image on the left
     */
    public BufferedImage draw(int side) {
        checkArgument(side >= 8 && side <= 4096, "side must be between 8 and 4096, but was %s", side);
        int gap = side / 32;
        BufferedImage canvas =
                new BufferedImage((side + gap) * (layers.size() + 1) + gap, side + 2 * gap, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = canvas.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.drawImage(image, gap, gap, side, side, null);
        for (int l = 0; l < layers.size(); l++) {
            g.drawImage(layers.get(l).draw(side), gap + (l + 1) * (side + gap), gap, null);
        }
        g.dispose();
        return canvas;
    }
}
