/** Placeholder. */
@NullMarked
package io.github.activationatlas.inversion;

import org.jspecify.annotations.NullMarked;
