/** What averages of few values are worth. It knows numbers alone. */
@NullMarked
package io.github.activationatlas.stats;

import org.jspecify.annotations.NullMarked;
