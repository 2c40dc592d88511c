/** Two atlases of the same images beside each other: {@link io.github.activationatlas.diff.AtlasDiff}. */
@NullMarked
package io.github.activationatlas.diff;

import org.jspecify.annotations.NullMarked;
