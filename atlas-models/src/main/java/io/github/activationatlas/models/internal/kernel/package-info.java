/**
 * Computations that are written out in Java because ND4J's are slower or missing: Winograd's convolution, and the gradients of strided
 * convolutions and of max-pooling. Knows {@code array} and {@code window}.
 */
@NullMarked
package io.github.activationatlas.models.internal.kernel;

import org.jspecify.annotations.NullMarked;
