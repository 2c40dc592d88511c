/**
 * How the network is shown images: transforms, their sampling and its reverse, and the objectives' gradient with respect to images. Knows
 * objectives, but not how images are parametrised.
 */
@NullMarked
package io.github.activationatlas.inversion.internal.view;

import org.jspecify.annotations.NullMarked;
