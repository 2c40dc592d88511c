package io.github.activationatlas.figures;

import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.IconGrid;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One layer's map in a figure, with what stands above and below it. */
final class Panel {
    private static final double LINE = 1.35;
    private static final double FAINTEST = 0.06;
    private static final double UNMARKED = 0.3;
    private static final double ON_COLOR = 0.84;
    private final FigureStyle style;
    private final String title;
    private final AtlasLayer layer;
    private final IconGrid icons;
    private final List<String> labels;
    private final @Nullable Marks marks;

    Panel(
            FigureStyle style,
            String title,
            AtlasLayer layer,
            IconGrid icons,
            List<String> labels,
            @Nullable Marks marks) {
        this.style = style;
        this.title = title;
        this.layer = layer;
        this.icons = icons;
        this.labels = labels;
        this.marks = marks;
    }

    double width() {
        return icons.grid().size() * (double) style.cellSize();
    }

    double height() {
        double text = style.textSize() * LINE;
        double axis = style.axis() == null ? 0 : text;
        double legend = style.legend() ? text * (captions().size() + (style.classIndex() < 0 ? 0 : 1)) + text / 2 : 0;
        double ranking = style.ranked() == 0 ? 0 : rankedSide() + 3 * text;
        return text + width() + axis + legend + ranking;
    }

    private double rankedSide() {
        return width() / style.ranked();
    }

    void draw(Ink ink, double left, double top) {
        double text = style.textSize() * LINE;
        ink.text(title, left, top + style.textSize(), Caption.size(title, style.textSize(), width()), 0);
        double y = top + text;
        map(ink, left, y);
        y += width();
        if (style.axis() != null) {
            ink.text("← " + style.axis().get(0), left, y + style.textSize(), style.textSize(), 0);
            ink.text(style.axis().get(1) + " →", left + width(), y + style.textSize(), style.textSize(), 1);
            y += text;
        }
        if (style.legend()) {
            y = legend(ink, left, y + text / 2);
        }
        if (style.ranked() > 0) {
            ranking(ink, left, y + text / 2);
        }
    }

    private double[] opacities() {
        Grid grid = icons.grid();
        if (marks != null) {
            return IntStream.range(0, grid.cells().size())
                    .mapToDouble(i -> marks.colors().containsKey(i) ? 1 : UNMARKED)
                    .toArray();
        }
        if (style.classIndex() < 0) {
            return IntStream.range(0, grid.cells().size()).mapToDouble(i -> 1).toArray();
        }
        double[] shares = grid.overlay(style.classIndex(), style.sign());
        return IntStream.range(0, shares.length)
                .mapToDouble(i -> FAINTEST + (1 - FAINTEST) * shares[i])
                .toArray();
    }

    private void map(Ink ink, double left, double top) {
        double[] opacities = opacities();
        double cellSize = style.cellSize();
        for (int i = 0; i < opacities.length; i++) {
            GridCell cell = icons.grid().cells().get(i);
            Color color = marks == null ? null : marks.colors().get(i);
            if (color != null) {
                ink.rectangle(left + cell.column() * cellSize, top + cell.row() * cellSize, cellSize, cellSize, color);
            }
            double side = cellSize
                    * (style.scaleByDensity() ? icons.grid().iconScale(cell) : 1)
                    * (color == null ? 1 : ON_COLOR);
            double margin = (cellSize - side) / 2;
            ink.image(
                    icons.icons().get(i),
                    left + cell.column() * cellSize + margin,
                    top + cell.row() * cellSize + margin,
                    side,
                    opacities[i]);
        }
    }

    /** The lines below the map. */
    private List<String> captions() {
        IntSummaryStatistics counts =
                icons.grid().cells().stream().mapToInt(GridCell::count).summaryStatistics();
        String count = String.format(
                Locale.ROOT,
                "%,d activations; %d to %d a cell%s",
                layer.activations().size(),
                counts.getMin(),
                counts.getMax(),
                style.scaleByDensity() ? ", icons smaller where they are fewer" : "");
        List<String> lines = new ArrayList<>(Caption.lines(count, captionSize(), width()));
        if (marks != null) {
            lines.addAll(Caption.lines(marks.caption(), captionSize(), width()));
        }
        return lines;
    }

    private double captionSize() {
        return style.textSize() * 0.8;
    }

    private double legend(Ink ink, double left, double top) {
        double size = style.textSize();
        double y = top;
        for (String line : captions()) {
            ink.text(line, left, y + size, captionSize(), 0);
            y += size * LINE;
        }
        if (style.classIndex() >= 0) {
            scale(ink, left, y);
            y += size * LINE;
        }
        return y;
    }

    /** From no attribution to the largest. */
    private void scale(Ink ink, double left, double top) {
        double sign = style.sign() == Grid.Sign.FOR ? 1 : -1;
        double largest = icons.grid().cells().stream()
                .mapToDouble(c -> sign * c.attribution(style.classIndex()))
                .max()
                .orElseThrow();
        double size = style.textSize();
        double step = Math.min(size, width() / 30);
        for (int i = 0; i < 10; i++) {
            int grey = (int) Math.round(255 * (1 - FAINTEST - (1 - FAINTEST) * i / 9));
            ink.rectangle(left + i * step, top + size * 0.25, step, size * 0.8, new Color(grey, grey, grey));
        }
        String text = String.format(
                Locale.ROOT, "average attribution from 0 to %s%.3g", sign > 0 ? "" : "-", Math.max(0, largest));
        double from = 10 * step + size / 2;
        ink.text(text, left + from, top + size, Caption.size(text, captionSize(), width() - from), 0);
    }

    /** Icons in the order of how strongly they support the class, each as large as it is frequent. */
    private void ranking(Ink ink, double left, double top) {
        Grid grid = icons.grid();
        double side = rankedSide();
        double size = Math.min(style.textSize() * 0.7, side / 6);
        List<Integer> order = grid.strongest(style.rankedClass());
        for (int i = 0; i < Math.min(style.ranked(), order.size()); i++) {
            GridCell cell = grid.cells().get(order.get(i));
            BufferedImage icon = icons.icons().get(order.get(i));
            double scaled = 0.95 * side * grid.iconScale(cell);
            double x = left + i * side;
            ink.image(icon, x + (side - scaled) / 2, top + (side - scaled) / 2, scaled, 1);
            double middle = x + side / 2;
            ink.text(
                    String.format(Locale.ROOT, "%+.2f, %d", cell.attribution(style.rankedClass()), cell.count()),
                    middle,
                    top + side + size,
                    size,
                    0.5);
            String label = labels.get(cell.topClasses(1).get(0));
            int most = Math.max(3, (int) (side / size * 1.8));
            ink.text(
                    label.length() > most ? label.substring(0, most - 1) + "…" : label,
                    middle,
                    top + side + 2.3 * size,
                    size,
                    0.5);
        }
    }
}
