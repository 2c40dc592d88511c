package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;
import java.awt.image.BufferedImage;

/**
 * One map.
 *
 * @param size cells a side
 * @param cells the cells that hold something
 * @param map the map drawn, whose side is a multiple of {@code size}
 */
public record PageGrid(int size, ImmutableList<PageCell> cells, BufferedImage map) {}
