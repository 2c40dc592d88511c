/**
 * Rewrites of a list of operators into an equivalent one that takes less time, or that has other gradients. Knows {@code operator} and the
 * rooms before it.
 */
@NullMarked
package io.github.activationatlas.models.internal.rewrite;

import org.jspecify.annotations.NullMarked;
