/** The one public package of the module in whose signatures types of ND4J stand. */
@NullMarked
package io.github.activationatlas.inversion.nd4j;

import org.jspecify.annotations.NullMarked;
