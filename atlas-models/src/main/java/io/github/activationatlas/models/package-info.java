/** Placeholder. */
@NullMarked
package io.github.activationatlas.models;

import org.jspecify.annotations.NullMarked;
