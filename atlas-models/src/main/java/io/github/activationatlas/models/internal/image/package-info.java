/**
 * Decodes image files to the same pixels that the decoders of training programs give. A format's own class reads the header and hands on what
 * an ImageIO reader needs, without profiles and transparency; colours are then converted here, never by Java2D. Knows no other room.
 */
@NullMarked
package io.github.activationatlas.models.internal.image;

import org.jspecify.annotations.NullMarked;
