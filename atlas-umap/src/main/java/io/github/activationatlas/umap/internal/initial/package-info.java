/**
 * Where points start: principal components, spectral, from coarse to fine, given. Knows graphs and vectors, not how layouts are optimised.
 */
@NullMarked
package io.github.activationatlas.umap.internal.initial;

import org.jspecify.annotations.NullMarked;
