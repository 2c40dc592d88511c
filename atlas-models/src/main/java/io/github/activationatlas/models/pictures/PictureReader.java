package io.github.activationatlas.models.pictures;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Throwables;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads pictures from files, as decoders of training programs do: upright by the EXIF orientation, in RGB, with colour profiles ignored and
 * transparency left out, so that the colour under a transparent pixel counts. JPEG (CMYK too), PNG, GIF (the first frame), BMP and TIFF are
 * read by the JDK's own readers; other formats need an ImageIO plug-in on the class path.
 *
 * <p>A picture of more than 16 megapixels is subsampled while it is decoded, by the smallest whole step that brings it to 16 megapixels or
 * fewer; smaller ones keep every pixel. Settings; immutable and thread-safe.
 */
public final class PictureReader {
    /** Pictures of more pixels than this are subsampled. */
    static final long WHOLE = 16_000_000;

    private static final long MAX_PIXELS = 250_000_000;
    /** Larger files are mapped, so that they take no heap. */
    private static final long MAPPED = 8 << 20;

    private static final PictureReader STANDARD = new PictureReader(MAX_PIXELS);

    private final long maxPixels;

    private PictureReader(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * Takes the defaults: pictures of up to 250 megapixels.
     *
     * @return a reader
     */
    public static PictureReader standard() {
        return STANDARD;
    }

    /**
     * Sets the limit of pixels that a file may declare.
     *
     * @param maxPixels width times height, 1 to 2147483647; 250 million by default
     * @return a reader with this limit
     */
    public PictureReader maxPixels(long maxPixels) {
        checkArgument(
                maxPixels >= 1 && maxPixels <= Integer.MAX_VALUE,
                "maxPixels must be between 1 and %s, but was %s",
                Integer.MAX_VALUE,
                maxPixels);
        return new PictureReader(maxPixels);
    }

    /**
     * Reads a picture.
     *
     * @param file the file
     * @return the picture, upright, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws UnreadableImageException if it is damaged, truncated, of a format without a reader, larger than the limit, or needs more
     *     memory than there is
     */
    public BufferedImage read(Path file) throws IOException {
        ByteBuffer bytes = bytes(file);
        try {
            Encoded encoded = Encoded.of(bytes);
            return encoded.orientation().upright(Decoding.decode(encoded, maxPixels));
        } catch (OutOfMemoryError e) {
            throw memory(file, e);
        } catch (LinkageError e) {
            throw new UnreadableImageException(
                    file, "cannot be read, because an ImageIO plug-in does not fit its libraries: " + e, e);
        } catch (Refused e) {
            throw new UnreadableImageException(file, String.valueOf(e.getMessage()), e.getCause());
        } catch (IOException | RuntimeException e) {
            // The JDK's PNG reader catches whatever happens.
            if (Throwables.getCausalChain(e).stream().anyMatch(OutOfMemoryError.class::isInstance)) {
                throw memory(file, e);
            }
            throw new UnreadableImageException(file, "is damaged: " + reason(e), e);
        }
    }

    private static UnreadableImageException memory(Path file, Throwable cause) {
        return new UnreadableImageException(
                file, "needs more memory than the JVM has left; give it more with -Xmx", cause);
    }

    private static ByteBuffer bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE) {
            throw new UnreadableImageException(file, "is larger than 2 GiB", null);
        }
        if (size < MAPPED || file.getFileSystem() != FileSystems.getDefault()) {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : "its reader failed with " + e;
    }
}
