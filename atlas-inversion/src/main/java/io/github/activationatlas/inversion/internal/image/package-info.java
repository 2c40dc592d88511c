/**
 * What is changed: images as parameters, from spectra, phases, pyramids or small networks to pixels and back, with the penalties on
 * pixels; and images as values. Knows no networks and no objectives.
 */
@NullMarked
package io.github.activationatlas.inversion.internal.image;

import org.jspecify.annotations.NullMarked;
