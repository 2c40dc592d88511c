package io.github.activationatlas.page;

import java.awt.image.BufferedImage;

/**
 * A part of a real image.
 *
 * @param name the image's name, shown as it is
 * @param image the part, of any size
 */
public record PageExample(String name, BufferedImage image) {}
