/**
 * Threads that share the rows of one fit, in orders that do not depend on their number. Knows nothing else of this library.
 */
@NullMarked
package io.github.activationatlas.umap.internal.parallel;

import org.jspecify.annotations.NullMarked;
