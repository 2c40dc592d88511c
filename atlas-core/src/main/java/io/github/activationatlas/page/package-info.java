/**
 * The web page of an atlas: one file with everything in it, that opens from the file system. It knows only what is shown;
 * {@link io.github.activationatlas.Atlas#writePage} fills it.
 */
@NullMarked
package io.github.activationatlas.page;

import org.jspecify.annotations.NullMarked;
