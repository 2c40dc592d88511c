package io.github.activationatlas.diff;

import io.github.activationatlas.GridCell;

/**
 * What became of one region.
 *
 * @param kind appears, vanishes, moves or stays
 * @param index the cell, as an index into its grid's cells: of the second atlas if it appears, else of the first
 * @param cell the cell
 * @param cohesionBefore how alike its activations are in the first atlas, 0 to 1: the length of the mean of their directions, less the layer's
 *     average
 * @param cohesionAfter the same in the second atlas
 * @param distance how far the middle of its activations lies from where it was, as a share of the map's side, after the second map was turned,
 *     scaled and moved to fit the first
 */
public record RegionChange(
        Kind kind, int index, GridCell cell, double cohesionBefore, double cohesionAfter, double distance) {

    /** The kinds of change. */
    public enum Kind {
        /** Alike in the second atlas, but not in the first. */
        APPEARS,
        /** Alike in the first atlas, but not in the second. */
        VANISHES,
        /** Alike in both, in another place. */
        MOVES,
        /** Alike in both, in about the same place. */
        STAYS
    }
}
