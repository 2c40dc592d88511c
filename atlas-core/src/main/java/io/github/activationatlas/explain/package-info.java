/** A new image on an atlas that is there: {@link io.github.activationatlas.explain.ImageExplainer}. */
@NullMarked
package io.github.activationatlas.explain;

import org.jspecify.annotations.NullMarked;
