/**
 * The vectors as the search sees them: checked, scaled for their metric, compared, counted; and tables of neighbours. Knows threads and
 * inner loops.
 */
@NullMarked
package io.github.activationatlas.umap.internal.vectors;

import org.jspecify.annotations.NullMarked;
