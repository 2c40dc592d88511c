/**
 * One class for each operator of a network, with its rules: output shape, forward, reverse and tangent. Knows {@code array},
 * {@code window} and {@code kernel}, but neither the network that an operator stands in nor where it was read from.
 */
@NullMarked
package io.github.activationatlas.models.internal.operator;

import org.jspecify.annotations.NullMarked;
