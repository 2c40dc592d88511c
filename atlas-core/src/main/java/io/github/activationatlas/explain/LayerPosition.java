package io.github.activationatlas.explain;

/**
 * Where one position of an image lies on a layer's map.
 *
 * @param row the position's row in the layer
 * @param column the position's column in the layer
 * @param x 0 on the map's left to 1
 * @param y 0 on the map's top to 1
 * @param cell the cell there, or the nearest one where there is none, as an index into the grid's cells
 */
public record LayerPosition(int row, int column, float x, float y, int cell) {}
