package io.github.activationatlas.inversion;

import com.google.common.primitives.ImmutableDoubleArray;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * One finished picture.
 *
 * @param image the picture; grey for networks that do not take three channels, ARGB with an alpha channel
 * @param reached the objective's value for the picture as it is, without transforms or regularisers
 * @param fidelity how near it comes to the direction that was asked for; null for objectives without one
 * @param trajectory the objective's value in each step, as that step saw the picture
 */
public record Visualization(
        BufferedImage image, double reached, @Nullable Fidelity fidelity, ImmutableDoubleArray trajectory) {}
