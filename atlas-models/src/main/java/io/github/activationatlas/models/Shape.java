package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The shape of a layer's output for one image. A vector, such as the logits, has height and width 1.
 *
 * @param height rows, at least 1
 * @param width columns, at least 1
 * @param channels channels, at least 1
 */
public record Shape(int height, int width, int channels) {
    /**
     * Checks that there is something to hold.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param channels channels, at least 1
     * @throws IllegalArgumentException if a side is below 1
     */
    public Shape {
        checkArgument(
                height >= 1 && width >= 1 && channels >= 1,
                "an output of %s x %s x %s is left: the image is too small for this network",
                height,
                width,
                channels);
    }

    /**
     * Returns the number of values for one image.
     *
     * @return height times width times channels
     */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    @Override
    public String toString() {
        return height + " x " + width + " x " + channels;
    }
}
