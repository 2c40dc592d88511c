/** Programs to copy from. {@link io.github.activationatlas.examples.QuickStart} is the shortest. */
@NullMarked
package io.github.activationatlas.examples;

import org.jspecify.annotations.NullMarked;
