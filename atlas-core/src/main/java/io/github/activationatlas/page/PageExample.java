package io.github.activationatlas.page;

import java.awt.image.BufferedImage;

/**
 * A part of a real picture.
 *
 * @param name the picture's name, shown as it is
 * @param picture the part, of any size
 */
public record PageExample(String name, BufferedImage picture) {}
