/** Placeholder. */
@NullMarked
package io.github.activationatlas.umap;

import org.jspecify.annotations.NullMarked;
