/**
 * Opens vision networks and runs them. {@link io.github.activationatlas.models.VisionModel} is a network with named layers, labels and a
 * declared input; {@link io.github.activationatlas.models.NetworkRunner} runs it forward to its layers, backward to the images, and from
 * a layer to the classes.
 */
@NullMarked
package io.github.activationatlas.models;

import org.jspecify.annotations.NullMarked;
