/** Finds image files in folders. Knows files alone. */
@NullMarked
package io.github.activationatlas.internal.source;

import org.jspecify.annotations.NullMarked;
