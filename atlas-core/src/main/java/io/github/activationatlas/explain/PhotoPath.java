package io.github.activationatlas.explain;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A photo's path through an atlas.
 *
 * @param photo the photo, square, as the network sees it
 * @param layers where its positions lie, layer by layer
 */
public record PhotoPath(BufferedImage photo, List<LayerPlaces> layers) {
    /**
     * Copies the list; the photo is shared.
     *
     * @param photo the photo, square, as the network sees it
     * @param layers where its positions lie, layer by layer
     */
    public PhotoPath {
        layers = List.copyOf(layers);
    }

    /**
     * Draws the photo, and beside it for each layer what the atlas shows at each of its positions.
     *
     * @param side pixels a side of each part, 8 to 4096
     * @return an RGB picture, the photo on the left
     */
    public BufferedImage draw(int side) {
        checkArgument(side >= 8 && side <= 4096, "side must be between 8 and 4096, but was %s", side);
        int gap = side / 32;
        BufferedImage picture =
                new BufferedImage((side + gap) * (layers.size() + 1) + gap, side + 2 * gap, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.drawImage(photo, gap, gap, side, side, null);
        for (int l = 0; l < layers.size(); l++) {
            g.drawImage(layers.get(l).draw(side), gap + (l + 1) * (side + gap), gap, null);
        }
        g.dispose();
        return picture;
    }
}
