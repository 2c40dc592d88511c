/**
 * A frozen network as a list of operators, and how it is read from a SameDiff graph. Knows {@code rewrite} and the rooms before it.
 */
@NullMarked
package io.github.activationatlas.models.internal.network;

import org.jspecify.annotations.NullMarked;
