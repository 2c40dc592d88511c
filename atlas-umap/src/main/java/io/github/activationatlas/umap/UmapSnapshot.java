package io.github.activationatlas.umap;

/**
 * A layout on the way, for animations.
 *
 * @param epoch epochs done, 0 at the start
 * @param epochs epochs in all
 * @param embedding coordinates, one row a vector, [rows, components]; the array is the receiver's
 */
public record UmapSnapshot(int epoch, int epochs, float[][] embedding) {}
