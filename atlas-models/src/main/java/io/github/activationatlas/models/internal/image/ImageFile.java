package io.github.activationatlas.models.internal.image;

import com.google.common.base.Throwables;
import io.github.activationatlas.models.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file and decodes it; whatever a decoder may throw at a damaged file becomes one exception. */
public final class ImageFile {
    /** Larger files are mapped, so that they take no heap. */
    private static final long MAPPED = 8 << 20;

    private ImageFile() {}

    /**
     * Reads an image.
     *
     * @param maxPixels the most pixels that the file may declare
     * @return the image, upright, in RGB
     * @throws IOException if the file is missing, or the system does not let it be read
     * @throws UnreadableImageException if it does not give an image
     */
    public static BufferedImage read(Path file, long maxPixels) throws IOException {
        ByteBuffer bytes = bytes(file);
        try {
            EncodedImage encoded = EncodedImage.of(bytes);
            return encoded.orientation().upright(ImageDecoder.decode(encoded, maxPixels));
        } catch (OutOfMemoryError e) {
            throw memory(file, e);
        } catch (LinkageError e) {
            throw new UnreadableImageException(
                    file, "cannot be read, because an ImageIO plug-in does not fit its libraries: " + e, e);
        } catch (UnsupportedImageException e) {
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
