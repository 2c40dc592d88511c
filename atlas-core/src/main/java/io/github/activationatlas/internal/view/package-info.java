/** Fills the page with an atlas, and opens it in a browser. Knows the page and the public values. */
@NullMarked
package io.github.activationatlas.internal.view;

import org.jspecify.annotations.NullMarked;
