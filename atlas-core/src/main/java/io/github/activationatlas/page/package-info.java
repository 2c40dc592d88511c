/**
 * The web page of an atlas: a folder for large ones, or one file with everything in it. Both open from the file system. It knows only what is
 * shown; {@link io.github.activationatlas.Atlas#writePage} and {@link io.github.activationatlas.Atlas#writePageFolder} fill it.
 */
@NullMarked
package io.github.activationatlas.page;

import org.jspecify.annotations.NullMarked;
