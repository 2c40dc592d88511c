package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.internal.image.ImageFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads images from files, as decoders of training programs do: upright by the EXIF orientation, in RGB, with colour profiles ignored and
 * transparency left out, so that the colour under a transparent pixel counts. JPEG (CMYK too), PNG, GIF (the first frame), BMP and TIFF are
 * read by the JDK's own readers; other formats need an ImageIO plug-in on the class path.
 *
 * <p>An image of more than 16 megapixels is subsampled while it is decoded, by the smallest whole step that brings it to 16 megapixels or
 * fewer; smaller ones keep every pixel. Settings; immutable and thread-safe.
 */
public final class ImageFileReader {
    private static final long MAX_PIXELS = 250_000_000;
    private static final ImageFileReader STANDARD = new ImageFileReader(MAX_PIXELS);

    private final long maxPixels;

    private ImageFileReader(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * Returns the reader with the defaults: images of up to 250 megapixels.
     *
     * @return a reader
     */
    public static ImageFileReader standard() {
        return STANDARD;
    }

    /**
     * Sets the limit of pixels that a file may declare.
     *
     * @param maxPixels width times height, 1 to 2147483647; 250 million by default
     * @return a reader with this limit
     */
    public ImageFileReader maxPixels(long maxPixels) {
        checkArgument(
                maxPixels >= 1 && maxPixels <= Integer.MAX_VALUE,
                "maxPixels must be between 1 and %s, but was %s",
                Integer.MAX_VALUE,
                maxPixels);
        return new ImageFileReader(maxPixels);
    }

    /**
     * Reads an image.
     *
     * @param file the file
     * @return the image, upright, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws UnreadableImageException if it is damaged, truncated, of a format without a reader, larger than the limit, or needs more
     *     memory than there is
     */
    public BufferedImage read(Path file) throws IOException {
        return ImageFile.read(file, maxPixels);
    }
}
