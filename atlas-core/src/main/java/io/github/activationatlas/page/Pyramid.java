package io.github.activationatlas.page;

/**
 * How a map is cut into square tiles: level 0 is one tile, and each level has twice as many a side as the one before, down to the icons in their
 * own size. A tile always holds whole cells, so that each icon lies in one file.
 *
 * @param cells cells a side of a tile of the finest level
 * @param levels how often the map is halved, so that the finest level has {@code 1 << levels} tiles a side
 */
record Pyramid(int cells, int levels) {
    /** Large enough to keep requests few, small enough that a phone fetches no more than it shows. */
    private static final int LARGEST_TILE = 512;

    static Pyramid of(int size, int iconSize) {
        int levels = 0;
        while ((long) size * iconSize > (long) LARGEST_TILE << levels && 1 << levels < size) {
            levels++;
        }
        return new Pyramid((size + (1 << levels) - 1) >> levels, levels);
    }
}
