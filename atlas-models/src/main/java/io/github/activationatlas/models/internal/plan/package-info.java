/**
 * Runs a network on arrays that are allocated once. A {@code Plan} divides a batch among replicas of the network and executes it forward to
 * named results, backward to the image and in tangent mode to the logits. Knows {@code network} and the rooms before it; no files, no image
 * formats, no model's settings.
 */
@NullMarked
package io.github.activationatlas.models.internal.plan;

import org.jspecify.annotations.NullMarked;
