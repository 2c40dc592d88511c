package io.github.activationatlas.page;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a map's tiles. Icons fill their cells; the page draws them smaller where activations are few. A coarse tile is made of the four finer
 * ones below it, so that no more than a few tiles are in memory.
 */
final class Tiles {
    /** Between cells, seen by nobody: grey, so that JPEG bleeds little into the icons. */
    private static final Color NOTHING = new Color(0x808080);

    private final PageGrid grid;
    private final PageParts parts;
    private final String folder;
    private final PageSteps steps;
    private final Pyramid pyramid;
    private final int[] index;
    private final char[][] there;

    private Tiles(PageGrid grid, PageParts parts, String folder, PageSteps steps) {
        this.grid = grid;
        this.parts = parts;
        this.folder = folder;
        this.steps = steps;
        pyramid = Pyramid.of(grid.size(), grid.iconSize());
        index = index(grid);
        there = new char[pyramid.levels() + 1][];
        for (int level = 0; level < there.length; level++) {
            there[level] = new char[1 << 2 * level];
            Arrays.fill(there[level], '0');
        }
    }

    /** Writes all tiles that hold a cell; returns for each level, row by row, which were written: 1 or 0. */
    static List<String> write(PageGrid grid, PageParts parts, String folder, PageSteps steps) throws IOException {
        Tiles tiles = new Tiles(grid, parts, folder, steps);
        tiles.draw(0, 0, 0);
        return Arrays.stream(tiles.there).map(String::new).toList();
    }

    /** For each place of a grid, row by row, the cell that lies there, or -1. */
    static int[] index(PageGrid grid) {
        int[] index = new int[grid.size() * grid.size()];
        Arrays.fill(index, -1);
        for (int i = 0; i < grid.cells().size(); i++) {
            PageCell cell = grid.cells().get(i);
            index[cell.row() * grid.size() + cell.column()] = i;
        }
        return index;
    }

    private @Nullable BufferedImage draw(int level, int x, int y) throws IOException {
        steps.check();
        BufferedImage tile = level == pyramid.levels() ? icons(x, y) : halved(level, x, y);
        if (tile != null) {
            there[level][(y << level) + x] = '1';
            parts.image(folder + "/" + level + "/" + x + "-" + y, tile);
        }
        return tile;
    }

    private @Nullable BufferedImage icons(int x, int y) throws IOException {
        BufferedImage tile = null;
        int cells = pyramid.cells();
        int side = grid.iconSize();
        for (int row = y * cells; row < Math.min(grid.size(), (y + 1) * cells); row++) {
            for (int column = x * cells; column < Math.min(grid.size(), (x + 1) * cells); column++) {
                int cell = index[row * grid.size() + column];
                if (cell >= 0) {
                    tile = tile == null ? empty() : tile;
                    paint(tile, grid.images().icon(cell), (column - x * cells) * side, (row - y * cells) * side, side);
                    steps.take(1);
                }
            }
        }
        return tile;
    }

    private @Nullable BufferedImage halved(int level, int x, int y) throws IOException {
        BufferedImage tile = null;
        for (int quarter = 0; quarter < 4; quarter++) {
            BufferedImage finer = draw(level + 1, 2 * x + quarter % 2, 2 * y + quarter / 2);
            if (finer != null) {
                tile = tile == null ? empty() : tile;
                int half = tile.getWidth() / 2;
                paint(tile, finer, quarter % 2 * half, quarter / 2 * half, half);
            }
        }
        return tile;
    }

    private BufferedImage empty() {
        // Even, so that a half is a whole number of pixels.
        int side = (pyramid.cells() * grid.iconSize() + 1) / 2 * 2;
        BufferedImage tile = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = tile.createGraphics();
        g.setColor(NOTHING);
        g.fillRect(0, 0, side, side);
        g.dispose();
        return tile;
    }

    static void paint(BufferedImage target, BufferedImage image, int x, int y, int side) {
        Graphics2D g = target.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, x, y, side, side, null);
        g.dispose();
    }
}
