package io.github.activationatlas.models;

import io.github.activationatlas.models.internal.image.ImageValues;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Reads images and converts them to values and back; {@link ImageFileReader} documents the formats. Thread-safe. */
public final class Images {
    private Images() {}

    /**
     * Reads an image with {@link ImageFileReader#standard()}.
     *
     * @param file the file
     * @return the image, upright, in RGB
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws UnreadableImageException if it is damaged, of a format without a reader, or too large
     */
    public static BufferedImage read(Path file) throws IOException {
        return ImageFileReader.standard().read(file);
    }

    /**
     * Crops and resizes an image to a network's input.
     *
     * @param image an image of any size
     * @param input the network's preprocessing, with 1 or 3 channels
     * @return values in [0, 1], [size, size, channels]
     * @throws IllegalArgumentException if the preprocessing has another number of channels
     */
    public static float[] toSquare(BufferedImage image, Preprocessing input) {
        return ImageValues.toSquare(image, input);
    }

    /**
     * Makes an image from values.
     *
     * @param values [height, width, 3] from an offset on; values outside [0, 1] are clipped
     * @param offset where the image begins
     * @param height rows
     * @param width columns
     * @return an RGB image
     */
    public static BufferedImage toImage(float[] values, int offset, int height, int width) {
        return ImageValues.toImage(values, offset, height, width);
    }
}
