package io.github.activationatlas.figures;

import io.github.activationatlas.Grid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a figure is drawn; classIndex is -1 without an overlay. */
record FigureStyle(
        int cellSize,
        double textSize,
        boolean scaleByDensity,
        boolean legend,
        int classIndex,
        Grid.Sign sign,
        @Nullable List<String> axis,
        int ranked,
        int rankedClass) {}
