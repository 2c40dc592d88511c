/** A new photo on an atlas that is there: {@link io.github.activationatlas.explain.PhotoExplainer}. */
@NullMarked
package io.github.activationatlas.explain;

import org.jspecify.annotations.NullMarked;
