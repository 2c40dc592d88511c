/**
 * Activation atlases (Carter, Armstrong, Schubert, Johnson, Olah, "Activation Atlas", Distill 2019).
 * {@link io.github.activationatlas.Atlas#builder()} is the way in: it collects activations of many images, lays them out, averages them in
 * the cells of a grid, and draws for each cell an image of what the network sees there. Each stage can also be used by itself, in the order
 * {@link io.github.activationatlas.ImageSource}, {@link io.github.activationatlas.ActivationCollector},
 * {@link io.github.activationatlas.ActivationSet}, {@link io.github.activationatlas.Layout}, {@link io.github.activationatlas.Grid},
 * {@link io.github.activationatlas.Atlas}.
 */
@NullMarked
package io.github.activationatlas;

import org.jspecify.annotations.NullMarked;
