/** How an atlas lies in its folder: activations in parts, layouts, and icons and examples in sheets. Knows the folder and the public values. */
@NullMarked
package io.github.activationatlas.internal.saved;

import org.jspecify.annotations.NullMarked;
