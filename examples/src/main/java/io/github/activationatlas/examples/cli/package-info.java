/** The command-line program: each command a thin page over the library. */
@NullMarked
package io.github.activationatlas.examples.cli;

import org.jspecify.annotations.NullMarked;
