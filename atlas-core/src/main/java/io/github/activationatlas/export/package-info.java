/** Atlases as tables and arrays for other programs: {@link io.github.activationatlas.export.AtlasTables}. */
@NullMarked
package io.github.activationatlas.export;

import org.jspecify.annotations.NullMarked;
