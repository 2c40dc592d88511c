package io.github.activationatlas.page;

import com.google.common.collect.ImmutableList;

/**
 * One map.
 *
 * @param size cells a side
 * @param iconSize an icon's side in pixels
 * @param cells the cells that hold something
 * @param pictures their pictures
 */
public record PageGrid(int size, int iconSize, ImmutableList<PageCell> cells, PagePictures pictures) {}
