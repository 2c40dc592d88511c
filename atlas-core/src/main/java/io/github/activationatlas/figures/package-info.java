/** Images of atlases for papers and slides: {@link io.github.activationatlas.figures.AtlasFigure} of one atlas, {@link
 * io.github.activationatlas.figures.DiffFigure} of two, as PNG and SVG. */
@NullMarked
package io.github.activationatlas.figures;

import org.jspecify.annotations.NullMarked;
