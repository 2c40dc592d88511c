package io.github.activationatlas.models.internal.operator;

/** An operator on tensors of any rank, whose arrays are flat where a tensor is not an image. */
public non-sealed interface TensorOperator extends Operator {}
