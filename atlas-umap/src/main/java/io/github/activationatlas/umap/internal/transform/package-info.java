/**
 * The placing of new vectors in a finished layout. Knows vectors and the gradient of layouts.
 */
@NullMarked
package io.github.activationatlas.umap.internal.transform;

import org.jspecify.annotations.NullMarked;
