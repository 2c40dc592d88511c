/** Small dense matrices. Knows nothing of the rest. */
@NullMarked
package io.github.activationatlas.inversion.internal.linalg;

import org.jspecify.annotations.NullMarked;
