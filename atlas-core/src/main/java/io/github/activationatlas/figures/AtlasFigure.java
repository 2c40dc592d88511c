package io.github.activationatlas.figures;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.IconGrid;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one or more layers side by side, as PNG or SVG, with or without an overlay that shows what supports a class, a legend, and
 * icons in the order of what they say. A class in several layers shows how a concept grows. Each option is checked when it is set; not
 * thread-safe.
 */
public final class AtlasFigure {
    private final Atlas atlas;
    private List<AtlasLayer> layers;
    private int grid;
    private int cellSize = 40;
    private double textSize = 18;
    private boolean scaleByDensity = true;
    private boolean legend = true;
    private int classIndex = -1;
    private Grid.Sign sign = Grid.Sign.FOR;
    private @Nullable List<String> axis;
    private int ranked;
    private int rankedClass;

    private AtlasFigure(Atlas atlas) {
        this.atlas = atlas;
        this.layers = atlas.layers();
    }

    /**
     * Starts a figure of all layers, with a legend and icons scaled by density.
     *
     * @param atlas the atlas
     * @return a figure, to be set and written
     */
    public static AtlasFigure of(Atlas atlas) {
        return new AtlasFigure(atlas);
    }

    /**
     * Chooses layers.
     *
     * @param names layers of the atlas, from left to right; all by default
     * @return this
     * @throws IllegalArgumentException if there is no such layer, or none is named
     */
    public AtlasFigure layers(String... names) {
        for (String name : checkNotNull(names, "layers must not be null")) {
            checkNotNull(name, "layers must not hold null");
        }
        checkArgument(names.length > 0, "layers must name at least one");
        layers = Arrays.stream(names).map(atlas::layer).toList();
        return this;
    }

    /**
     * Chooses the grid.
     *
     * @param size cells a side; the finest by default
     * @return this
     */
    public AtlasFigure grid(int size) {
        checkArgument(size >= 1, "grid must be at least 1, but was %s", size);
        grid = size;
        return this;
    }

    /**
     * Sets how large cells are.
     *
     * @param pixels 1 to 1024; 40 by default
     * @return this
     */
    public AtlasFigure cellSize(int pixels) {
        checkArgument(pixels >= 1 && pixels <= 1024, "cellSize must be between 1 and 1024, but was %s", pixels);
        cellSize = pixels;
        return this;
    }

    /**
     * Sets how large letters are.
     *
     * @param pixels 4 to 200; 18 by default
     * @return this
     */
    public AtlasFigure textSize(double pixels) {
        checkArgument(pixels >= 4 && pixels <= 200, "textSize must be between 4 and 200, but was %s", pixels);
        textSize = pixels;
        return this;
    }

    /**
     * Sets whether icons are smaller where activations are few.
     *
     * @param scaleByDensity true by default
     * @return this
     */
    public AtlasFigure scaleByDensity(boolean scaleByDensity) {
        this.scaleByDensity = scaleByDensity;
        return this;
    }

    /**
     * Sets whether a legend stands below each map.
     *
     * @param legend true by default
     * @return this
     */
    public AtlasFigure legend(boolean legend) {
        this.legend = legend;
        return this;
    }

    /**
     * Shows what supports or opposes a class: an icon is the fainter the smaller its cell's average attribution is beside the layer's
     * largest.
     *
     * @param classIndex the class
     * @param sign which effect
     * @return this
     * @throws IllegalArgumentException if there is no such class
     */
    public AtlasFigure overlay(int classIndex, Grid.Sign sign) {
        this.classIndex = checkClass(classIndex);
        this.sign = checkNotNull(sign, "sign of overlay must not be null");
        return this;
    }

    /**
     * Names the ends of the horizontal axis, for an atlas that compares two classes.
     *
     * @param left what lies on the left
     * @param right what lies on the right
     * @return this
     */
    public AtlasFigure axis(String left, String right) {
        axis = List.of(
                checkNotNull(left, "left end of axis must not be null"),
                checkNotNull(right, "right end of axis must not be null"));
        return this;
    }

    /**
     * Adds the icons that support a class most, in the order of {@link Grid#strongest}, with their average attribution, their count and the
     * class that they support most.
     *
     * @param classIndex the class
     * @param most how many, 1 to 100
     * @return this
     * @throws IllegalArgumentException if there is no such class
     */
    public AtlasFigure ranking(int classIndex, int most) {
        checkArgument(most >= 1 && most <= 100, "most must be between 1 and 100, but was %s", most);
        rankedClass = checkClass(classIndex);
        ranked = most;
        return this;
    }

    private int checkClass(int wanted) {
        checkArgument(
                wanted >= 0 && wanted < atlas.labels().size(),
                "there is no class %s: the atlas knows %s",
                wanted,
                atlas.labels().size());
        return wanted;
    }

    private PanelRow row() {
        FigureStyle style = new FigureStyle(
                cellSize, textSize, scaleByDensity, legend, classIndex, sign, axis, ranked, rankedClass);
        List<Panel> panels = new ArrayList<>();
        for (AtlasLayer layer : layers) {
            IconGrid icons = grid == 0 ? layer.grids().get(layer.grids().size() - 1) : layer.grid(grid);
            String title = classIndex < 0
                    ? layer.name()
                    : layer.name() + ": " + atlas.labels().get(classIndex);
            panels.add(new Panel(style, title, layer, icons, atlas.labels(), null));
        }
        return new PanelRow(panels);
    }

    /**
     * Draws the figure.
     *
     * @return an RGB image
     * @throws IllegalArgumentException if a layer has no grid of the size that was chosen
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
