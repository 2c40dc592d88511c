package io.github.activationatlas.models.internal.image;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image that is not decoded yet, and what its header says.
 *
 * @param format the format
 * @param canvas the whole image, and where what is decoded lies in it
 * @param stream what the ImageIO reader is given
 * @param least the fewest bytes that can hold this many pixels
 * @param orientation how to turn it
 * @param colors what its samples mean; null if the decoded image's colour model says
 */
public record EncodedImage(
        ImageFormat format,
        Canvas canvas,
        List<ByteBuffer> stream,
        long least,
        Orientation orientation,
        @Nullable ColorConversion colors) {

    /**
     * The size that a file declares.
     *
     * @param width columns; 0 if only the reader knows
     * @param height rows
     * @param x the column at which the decoded frame begins
     * @param y the row
     * @param background the color around the frame
     */
    record Canvas(long width, long height, int x, int y, int background) {
        static Canvas of(long width, long height) {
            return new Canvas(width, height, 0, 0, 0);
        }
    }

    public static EncodedImage of(ByteBuffer file) throws IOException {
        if (!file.hasRemaining()) {
            throw new UnsupportedImageException("is empty");
        }
        try {
            return parse(ImageFormat.of(file), file);
        } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
            // A length or an offset that leads out of the file.
            throw new IOException("it ends within its header", e);
        }
    }

    private static EncodedImage parse(ImageFormat format, ByteBuffer file) throws IOException {
        return switch (format) {
            case JPEG -> JpegFile.parse(file);
            case PNG -> PngFile.parse(file);
            case GIF -> GifFile.parse(file);
            case BMP -> BmpFile.parse(file);
            case TIFF -> TiffFile.parse(file);
            case WEBP -> WebpFile.parse(file);
            default -> new EncodedImage(format, Canvas.of(0, 0), List.of(file), 0, Orientation.UPRIGHT, null);
        };
    }

    public long length() {
        return stream.stream().mapToLong(ByteBuffer::remaining).sum();
    }
}
