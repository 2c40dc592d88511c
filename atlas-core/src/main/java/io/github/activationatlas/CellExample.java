package io.github.activationatlas;

import java.awt.image.BufferedImage;

/**
 * A part of a photo that comes close to a cell.
 *
 * @param row which of the layer's activation vectors it gave; its image and place are in {@link LayerActivations}
 * @param crop what the network saw there
 */
public record CellExample(int row, BufferedImage crop) {}
