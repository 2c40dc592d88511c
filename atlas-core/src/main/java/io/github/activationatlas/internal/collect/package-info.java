/** What collecting activations is made of: positions in an image, and what is recorded there. Knows networks and the public values. */
@NullMarked
package io.github.activationatlas.internal.collect;

import org.jspecify.annotations.NullMarked;
