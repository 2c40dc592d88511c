/** What is raised: objectives on a layer's activations and terms between the images of a batch, with their gradients. Knows no images. */
@NullMarked
package io.github.activationatlas.inversion.internal.objective;

import org.jspecify.annotations.NullMarked;
