package io.github.activationatlas.figures;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.diff.AtlasDiff;
import io.github.activationatlas.diff.RegionChange;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two atlases beside each other, with what becomes of their regions: on the left what vanishes (orange) and what moves (grey), on the right what
 * appears (blue). Regions that stay are faint. Not thread-safe.
 */
public final class DiffFigure {
    /** Distinct for every kind of colour vision. */
    private static final Color APPEARS = new Color(0x2f6fc4);

    private static final Color VANISHES = new Color(0xe07b00);
    private static final Color MOVES = new Color(0x8a8a8a);
    private final AtlasLayer before;
    private final AtlasLayer after;
    private final int grid;
    private final AtlasDiff diff;
    private int cellSize = 40;

    private DiffFigure(AtlasLayer before, AtlasLayer after, int grid) {
        this.before = before;
        this.after = after;
        this.grid = grid;
        this.diff = AtlasDiff.between(before, after, grid);
    }

    /**
     * Compares, and starts a figure of it.
     *
     * @param before a layer of the first atlas
     * @param after the same layer, or another, of the second atlas
     * @param grid cells a side; both must have such a grid
     * @return a figure, to be set and written
     * @throws IllegalArgumentException if the atlases cannot be compared, as {@link AtlasDiff#between} says
     */
    public static DiffFigure of(AtlasLayer before, AtlasLayer after, int grid) {
        return new DiffFigure(before, after, grid);
    }

    /**
     * Sets how large cells are.
     *
     * @param pixels 1 to 1024; 40 by default
     * @return this
     */
    public DiffFigure cellSize(int pixels) {
        checkArgument(pixels >= 1 && pixels <= 1024, "cellSize must be between 1 and 1024, but was %s", pixels);
        cellSize = pixels;
        return this;
    }

    /**
     * Returns what the figure shows.
     *
     * @return the changes
     */
    public AtlasDiff diff() {
        return diff;
    }

    private PanelRow row() {
        FigureStyle style = new FigureStyle(cellSize, 18, true, true, -1, Grid.Sign.FOR, null, 0, 0);
        int vanish = diff.changes(RegionChange.Kind.VANISHES).size();
        int move = diff.changes(RegionChange.Kind.MOVES).size();
        int appear = diff.changes(RegionChange.Kind.APPEARS).size();
        return new PanelRow(List.of(
                new Panel(
                        style,
                        "before: " + before.name(),
                        before,
                        before.grid(grid),
                        List.of(),
                        new Marks(
                                colors(Map.of(RegionChange.Kind.VANISHES, VANISHES, RegionChange.Kind.MOVES, MOVES)),
                                vanish + " vanish (orange), " + move + " move (grey)")),
                new Panel(
                        style,
                        "after: " + after.name(),
                        after,
                        after.grid(grid),
                        List.of(),
                        new Marks(colors(Map.of(RegionChange.Kind.APPEARS, APPEARS)), appear + " appear (blue)"))));
    }

    private Map<Integer, Color> colors(Map<RegionChange.Kind, Color> kinds) {
        Map<Integer, Color> colors = new HashMap<>();
        for (RegionChange change : diff.changes()) {
            Color color = kinds.get(change.kind());
            if (color != null) {
                colors.put(change.index(), color);
            }
        }
        return colors;
    }

    /**
     * Draws the figure.
     *
     * @return an RGB image
     */
    public BufferedImage draw() {
        return row().draw();
    }

    /**
     * Writes the figure as PNG, JPEG or SVG, as the file's name ends.
     *
     * @param file the file, replaced if it is there; its folder is made if it does not exist
     * @throws IllegalArgumentException if its name ends otherwise; the message lists the endings
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        row().write(file);
    }
}
