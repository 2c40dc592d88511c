package io.github.activationatlas.umap;

/**
 * A finished layout. The arrays are the caller's.
 *
 * @param embedding coordinates, one row a vector in the order given, [rows, components]
 * @param a the fitted curve's a
 * @param b the fitted curve's b
 * @param epochs how many epochs were run
 */
public record UmapModel(float[][] embedding, double a, double b, int epochs) {}
