/**
 * Implements the interfaces VisionModel and NetworkRunner over a SameDiff graph: names of layers, the encoding of images, a plan where every
 * operator has rules and SameDiff's session where not. Knows {@code plan}, the rooms before it, and {@code image}; of the public package
 * those interfaces and values, but not the loader.
 */
@NullMarked
package io.github.activationatlas.models.internal.run;

import org.jspecify.annotations.NullMarked;
