/**
 * The search for nearest neighbours: all pairs, trees and descent, on vectors or on short projections of them; its recall and its file. Knows
 * vectors and files, and nothing of graphs or layouts.
 */
@NullMarked
package io.github.activationatlas.umap.internal.neighbors;

import org.jspecify.annotations.NullMarked;
