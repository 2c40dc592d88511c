/**
 * Runs a frozen network on arrays that are allocated once. A {@link io.github.activationatlas.models.plan.Network} is read off a
 * SameDiff graph; a {@link io.github.activationatlas.models.plan.Plan} executes it forward to named layers, backward to the image and
 * forward in tangent mode to the logits. Every operator is one class that knows these three rules.
 *
 * <p>This package is the engine below {@link io.github.activationatlas.models.NetworkRunner}; programs use that interface.
 */
@NullMarked
package io.github.activationatlas.models.plan;

import org.jspecify.annotations.NullMarked;
