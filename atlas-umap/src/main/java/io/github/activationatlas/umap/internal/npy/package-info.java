/**
 * What files hold: NumPy arrays, flat JSON, digests. Knows no algorithm.
 */
@NullMarked
package io.github.activationatlas.umap.internal.npy;

import org.jspecify.annotations.NullMarked;
