/** Placeholder. */
@NullMarked
package io.github.activationatlas;

import org.jspecify.annotations.NullMarked;
