/** Options that several commands share, and what is checked of them. */
@NullMarked
package io.github.activationatlas.examples.cli.options;

import org.jspecify.annotations.NullMarked;
