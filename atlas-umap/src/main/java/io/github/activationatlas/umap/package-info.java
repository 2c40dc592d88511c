/**
 * UMAP (McInnes, Healy, Melville 2018, arXiv:1802.03426) and what it is made of: the neighbour graph, its fuzzy union, and the layout.
 * {@link io.github.activationatlas.umap.Umap} is the way in. {@link io.github.activationatlas.umap.Npy} reads and writes the files in which
 * vectors are exchanged with NumPy.
 */
@NullMarked
package io.github.activationatlas.umap;

import org.jspecify.annotations.NullMarked;
