/**
 * ND4J's arrays and operations as the other rooms use them: memory that is allocated once, copies between the Java heap and native memory,
 * operations whose arguments are handed over once. Knows no room; of the public package only {@code Shape}.
 */
@NullMarked
package io.github.activationatlas.models.internal.array;

import org.jspecify.annotations.NullMarked;
