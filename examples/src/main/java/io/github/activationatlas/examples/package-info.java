/** Placeholder. */
@NullMarked
package io.github.activationatlas.examples;

import org.jspecify.annotations.NullMarked;
