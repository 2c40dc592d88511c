/**
 * The inner loops: blocks of products and sums of repulsions through the Vector API, OpenBLAS or plain Java, and small eigenproblems. Knows
 * only threads.
 */
@NullMarked
package io.github.activationatlas.umap.internal.linalg;

import org.jspecify.annotations.NullMarked;
