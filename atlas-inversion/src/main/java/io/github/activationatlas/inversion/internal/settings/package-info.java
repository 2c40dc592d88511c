/** The table of a visualiser's settings: their names, types, ranges and text. Knows the public values of the module and no other room. */
@NullMarked
package io.github.activationatlas.inversion.internal.settings;

import org.jspecify.annotations.NullMarked;
