package io.github.activationatlas.models;

import io.github.activationatlas.models.internal.image.ImageValues;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/** Reads pictures and turns them into numbers and back. {@link PictureReader} tells what is read, and how. Thread-safe. */
public final class Pictures {
    private Pictures() {}

    /**
     * Reads a picture with {@link PictureReader#standard()}.
     *
     * @param file the file
     * @return the picture, upright, in RGB
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws UnreadableImageException if it is damaged, of a format without a reader, or too large
     */
    public static BufferedImage read(Path file) throws IOException {
        return PictureReader.standard().read(file);
    }

    /**
     * Brings a picture to a network's size.
     *
     * @param picture a picture of any size
     * @param input the network's contract, with 1 or 3 channels
     * @return values in [0, 1], [size, size, channels]
     * @throws IllegalArgumentException if the contract has another number of channels
     */
    public static float[] toSquare(BufferedImage picture, InputContract input) {
        return ImageValues.toSquare(picture, input);
    }

    /**
     * Makes a picture of numbers.
     *
     * @param values [height, width, 3] from an offset on; values outside [0, 1] are clipped
     * @param offset where the picture begins
     * @param height rows
     * @param width columns
     * @return an RGB picture
     */
    public static BufferedImage toImage(float[] values, int offset, int height, int width) {
        return ImageValues.toImage(values, offset, height, width);
    }
}
