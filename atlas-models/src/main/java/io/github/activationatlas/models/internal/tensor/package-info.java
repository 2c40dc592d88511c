/**
 * Operators on tensors of any rank, as they are computed in Java: broadcasting, reductions, movements of values, products of matrices, and
 * windows that ND4J has no fast routine for. Each works on one image at a time, whose values lie in an array.
 */
@NullMarked
package io.github.activationatlas.models.internal.tensor;

import org.jspecify.annotations.NullMarked;
