package io.github.activationatlas.inversion;

import java.awt.image.BufferedImage;

/**
 * One finished picture.
 *
 * @param image the picture; grey for networks that do not take three channels
 * @param reached the objective's value for the picture as it is, without transforms or regularisers
 */
public record Visualization(BufferedImage image, double reached) {}
