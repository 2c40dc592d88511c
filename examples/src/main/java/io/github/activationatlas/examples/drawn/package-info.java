/**
 * Images of known things, drawn by the program itself: what the small network in the jar was trained on, and what the quick start makes
 * its atlas of. {@link io.github.activationatlas.examples.drawn.DrawnImages} is the way in.
 */
@NullMarked
package io.github.activationatlas.examples.drawn;

import org.jspecify.annotations.NullMarked;
