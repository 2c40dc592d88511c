/** Scores of finished icons. Knows views and objectives. */
@NullMarked
package io.github.activationatlas.inversion.internal.score;

import org.jspecify.annotations.NullMarked;
