/**
 * Decodes pictures of any size and kind to the same pixels that the decoders of training programs give.
 * {@link io.github.activationatlas.models.pictures.PictureReader} is the way in. A format's own class reads the header and hands on what an
 * ImageIO reader needs, without profiles and transparency; colours are then converted here, never by Java2D.
 */
@NullMarked
package io.github.activationatlas.models.pictures;

import org.jspecify.annotations.NullMarked;
