package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.internal.table.LazyList;
import io.github.activationatlas.internal.table.Pixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A grid with an image for each cell. Lists are copied, but those of a saved atlas, which read images when they are asked for. Images are
 * shared; do not draw on them. Equal to another with the same pixels.
 *
 * @param grid the grid
 * @param icons one square image a cell, in the order of the cells, all of one size
 * @param examples for each cell, the parts of images that come closest to it, the closest first; empty unless they were asked for
 */
public record IconGrid(Grid grid, List<BufferedImage> icons, List<? extends List<CellExample>> examples) {
    /**
     * Takes a grid without examples.
     *
     * @param grid the grid
     * @param icons one image a cell
     * @throws IllegalArgumentException if their numbers differ
     */
    public IconGrid(Grid grid, List<BufferedImage> icons) {
        this(grid, icons, List.of());
    }

    /**
     * Checks that there is an image for each cell.
     *
     * @param grid the grid
     * @param icons one image a cell
     * @param examples a list a cell, or no lists
     * @throws IllegalArgumentException if their numbers differ
     */
    public IconGrid {
        checkArgument(
                examples.isEmpty() || examples.size() == grid.cells().size(),
                "there are examples of %s cells for %s cells",
                examples.size(),
                grid.cells().size());
        checkArgument(
                icons.size() == grid.cells().size(),
                "there are %s icons for %s cells",
                icons.size(),
                grid.cells().size());
        icons = LazyList.copy(icons);
        examples = LazyList.copyEach(examples);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return this == o
                || o instanceof IconGrid other
                        && grid.equals(other.grid)
                        && icons.size() == other.icons.size()
                        && IntStream.range(0, icons.size())
                                .allMatch(i -> Pixels.equal(icons.get(i), other.icons.get(i)))
                        && examples.equals(other.examples);
    }

    /** Leaves the images out, which may lie on disk. */
    @Override
    public int hashCode() {
        return grid.hashCode();
    }

    /**
     * Draws the map: each icon in its cell, smaller where activations are few.
     *
     * @param cellSize pixels a cell, 1 to 1024
     * @param background the colour between icons
     * @return an RGB image of size times cellSize pixels a side
     */
    public BufferedImage draw(int cellSize, Color background) {
        checkArgument(cellSize >= 1 && cellSize <= 1024, "cellSize must be between 1 and 1024, but was %s", cellSize);
        int side = Math.multiplyExact(grid.size(), cellSize);
        BufferedImage map = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = map.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(background);
        g.fillRect(0, 0, side, side);
        double[] scales = grid.iconScales();
        for (int i = 0; i < icons.size(); i++) {
            GridCell cell = grid.cells().get(i);
            int icon = (int) Math.max(1, Math.round(cellSize * scales[i]));
            int margin = (cellSize - icon) / 2;
            g.drawImage(
                    icons.get(i), cell.column() * cellSize + margin, cell.row() * cellSize + margin, icon, icon, null);
        }
        g.dispose();
        return map;
    }
}
