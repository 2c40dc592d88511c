/** Pictures of atlases for papers and slides: {@link io.github.activationatlas.figures.AtlasFigure} writes PNG and SVG. */
@NullMarked
package io.github.activationatlas.figures;

import org.jspecify.annotations.NullMarked;
