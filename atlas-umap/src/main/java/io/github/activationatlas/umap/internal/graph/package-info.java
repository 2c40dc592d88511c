/**
 * The fuzzy simplicial set of tables of neighbours: memberships, unions, targets, connected components and communities. Knows tables of
 * neighbours, not how they were found.
 */
@NullMarked
package io.github.activationatlas.umap.internal.graph;

import org.jspecify.annotations.NullMarked;
