/**
 * The geometry of windows that slide over an image: kernel, stride, dilation, padding and what follows from them. Plain arithmetic; knows no
 * other room.
 */
@NullMarked
package io.github.activationatlas.models.internal.window;

import org.jspecify.annotations.NullMarked;
