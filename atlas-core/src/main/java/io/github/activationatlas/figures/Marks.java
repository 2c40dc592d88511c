package io.github.activationatlas.figures;

import java.awt.Color;
import java.util.Map;

/**
 * Cells of a map that stand out, on colours of their own, while the others are faint.
 *
 * @param colors by the cell's index in its grid
 * @param caption what the colours mean, below the map
 */
record Marks(Map<Integer, Color> colors, String caption) {}
