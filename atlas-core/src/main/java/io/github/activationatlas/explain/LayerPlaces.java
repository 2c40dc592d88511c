package io.github.activationatlas.explain;

import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.IconGrid;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Where a photo's positions lie on one layer's map.
 *
 * @param layer the layer of the atlas
 * @param icons the grid that cells are of
 * @param places row by row
 */
public record LayerPlaces(AtlasLayer layer, IconGrid icons, List<Place> places) {
    /**
     * Copies the places.
     *
     * @param layer the layer of the atlas
     * @param icons the grid that cells are of
     * @param places row by row
     */
    public LayerPlaces {
        places = List.copyOf(places);
    }

    /**
     * Shows at each position of the photo the icon of the cell where it lies.
     *
     * @param side pixels a side, at least 1
     * @return an RGB picture
     */
    public BufferedImage draw(int side) {
        int rows = places.stream().mapToInt(Place::row).max().orElse(0) + 1;
        int columns = places.stream().mapToInt(Place::column).max().orElse(0) + 1;
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, side, side);
        for (Place place : places) {
            int left = place.column() * side / columns;
            int top = place.row() * side / rows;
            int width = (place.column() + 1) * side / columns - left;
            int height = (place.row() + 1) * side / rows - top;
            g.drawImage(icons.icons().get(place.cell()), left, top, width, height, null);
        }
        g.dispose();
        return picture;
    }
}
