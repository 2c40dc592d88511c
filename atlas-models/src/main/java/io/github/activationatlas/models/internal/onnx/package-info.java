/**
 * Reads ONNX files (the Open Neural Network Exchange format, opsets 7 and newer) into SameDiff graphs, with the protobuf classes that nd4j-api
 * carries. Convolutional classifiers' operators are mapped one by one; a file with others is refused with a list of all of them. Knows no other
 * room.
 */
@NullMarked
package io.github.activationatlas.models.internal.onnx;

import org.jspecify.annotations.NullMarked;
