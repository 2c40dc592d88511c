/**
 * Feature visualisation: images that a network's layers answer to, found by gradient ascent on the image (Olah, Mordvintsev, Schubert,
 * "Feature Visualization", Distill 2017; formulas after Google's Lucid). {@link io.github.activationatlas.inversion.FeatureVisualizer} is the
 * way in; an {@link io.github.activationatlas.inversion.Objective} says what is looked for.
 */
@NullMarked
package io.github.activationatlas.inversion;

import org.jspecify.annotations.NullMarked;
