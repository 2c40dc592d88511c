/**
 * The optimisation of layouts by stochastic gradient descent, with the terms of densMAP and AlignedUMAP. Knows graphs and initial layouts.
 */
@NullMarked
package io.github.activationatlas.umap.internal.layout;

import org.jspecify.annotations.NullMarked;
