/**
 * Reads ONNX files (the Open Neural Network Exchange format, opsets 7 and newer) into SameDiff graphs, with the protobuf classes that
 * nd4j-api carries. The operators that convolutional classifiers use are mapped one by one; a file with others is refused with a list of
 * all of them.
 */
@NullMarked
package io.github.activationatlas.models.onnx;

import org.jspecify.annotations.NullMarked;
