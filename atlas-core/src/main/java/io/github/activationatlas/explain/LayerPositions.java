package io.github.activationatlas.explain;

import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Where an image's positions lie on one layer's map.
 *
 * @param layer the layer of the atlas
 * @param icons the grid that cells are of
 * @param positions row by row
 */
public record LayerPositions(AtlasLayer layer, IconGrid icons, List<LayerPosition> positions) {
    /**
     * Copies the positions.
     *
     * @param layer the layer of the atlas
     * @param icons the grid that cells are of
     * @param positions row by row
     */
    public LayerPositions {
        positions = List.copyOf(positions);
    }

    /**
     * Shows at each position of the image the icon of the cell where it lies.
     *
     * @param side pixels a side, at least 1
     * @return an RGB image
     */
    public BufferedImage draw(int side) {
        int rows = positions.stream().mapToInt(LayerPosition::row).max().orElse(0) + 1;
        int columns = positions.stream().mapToInt(LayerPosition::column).max().orElse(0) + 1;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, side, side);
        for (LayerPosition position : positions) {
            int left = position.column() * side / columns;
            int top = position.row() * side / rows;
            int width = (position.column() + 1) * side / columns - left;
            int height = (position.row() + 1) * side / rows - top;
            g.drawImage(icons.icons().get(position.cell()), left, top, width, height, null);
        }
        g.dispose();
        return image;
    }
}
