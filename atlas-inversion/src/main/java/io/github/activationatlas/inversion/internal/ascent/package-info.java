/** Gradient ascent: batches, threads, optimisers, early stopping and checkpoints. Knows images, views and objectives. */
@NullMarked
package io.github.activationatlas.inversion.internal.ascent;

import org.jspecify.annotations.NullMarked;
