/**
 * The one package whose signatures show ND4J: for those who have a network as a SameDiff graph, or who compute with ND4J arrays beside this
 * library. All else of this library shows Java arrays alone.
 */
@NullMarked
package io.github.activationatlas.models.nd4j;

import org.jspecify.annotations.NullMarked;
