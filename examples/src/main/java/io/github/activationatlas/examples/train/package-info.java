/**
 * The program that trained the small network in the jar. {@link io.github.activationatlas.examples.train.TrainDrawnNetwork} is its main
 * class.
 */
@NullMarked
package io.github.activationatlas.examples.train;

import org.jspecify.annotations.NullMarked;
