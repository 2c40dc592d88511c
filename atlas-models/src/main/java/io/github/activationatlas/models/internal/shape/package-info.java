/**
 * The shapes of values inside a network: the axes as the file counts them, and the order in which they lie in memory. Plain arithmetic; knows
 * no other room.
 */
@NullMarked
package io.github.activationatlas.models.internal.shape;

import org.jspecify.annotations.NullMarked;
