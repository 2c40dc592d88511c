package io.github.activationatlas.inversion;

import com.google.common.primitives.Doubles;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A finished image.
 *
 * @param image the image; grey for networks that do not take three channels, ARGB with an alpha channel
 * @param reached the objective's value for the untransformed image, without regularisers
 * @param fidelity how near its activation is to the objective's direction; null for objectives without one
 * @param trajectory the objective's value in each step; copied
 */
public record Visualization(
        BufferedImage image, double reached, @Nullable Fidelity fidelity, List<Double> trajectory) {
    /**
     * Copies the trajectory.
     *
     * @param image the image
     * @param reached the objective's value
     * @param fidelity how near it comes to the direction, or null
     * @param trajectory the objective's value in each step
     */
    public Visualization {
        // As an array: thousands of icons have hundreds of steps each.
        trajectory = Collections.unmodifiableList(Doubles.asList(Doubles.toArray(trajectory)));
    }
}
