/**
 * Reads ONNX files (the Open Neural Network Exchange format, opsets 6 to 26), with the protobuf classes that nd4j-api carries, into operators for
 * an image size: constants are folded, shapes followed, and each node mapped by the rule of its operator, which refuses what it does not understand.
 */
@NullMarked
package io.github.activationatlas.models.internal.onnx;

import org.jspecify.annotations.NullMarked;
