package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.files.AtomicFile;
import io.github.activationatlas.files.CannotWriteException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images in the format that the file's name ends with: {@code .png}, or {@code .jpg} or {@code .jpeg}, in any case. Thread-safe. */
public final class ImageFileWriter {
    private static final ImmutableList<String> ENDINGS = ImmutableList.of(".png", ".jpg", ".jpeg");
    private static final float QUALITY = 0.92f;

    private ImageFileWriter() {}

    /**
     * Makes sure that an image can be written, before it is made. Writes nothing.
     *
     * @param file the file; its folder need not exist
     * @param more endings beside these that the caller can write, such as ".svg"
     * @throws IllegalArgumentException if its name ends otherwise; the message lists the endings
     * @throws CannotWriteException if it cannot be written
     */
    public static void check(Path file, String... more) throws CannotWriteException {
        List<String> endings =
                ImmutableList.<String>builder().addAll(ENDINGS).add(more).build();
        checkArgument(
                endings.stream().anyMatch(ending -> ends(file, ending)),
                "%s should end with %s or %s, which says the image's format",
                file,
                endings.stream().limit(endings.size() - 1).collect(Collectors.joining(", ")),
                endings.get(endings.size() - 1));
        AtomicFile.check(file);
    }

    /**
     * Checks how a file's name ends.
     *
     * @param file the file
     * @param ending an ending in small letters, such as ".svg"
     * @return whether it ends so, in capital or small letters
     */
    public static boolean ends(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /**
     * Writes an image, whole or not at all.
     *
     * @param image the image; JPEG shows what is transparent on white
     * @param file the file, replaced if it is there; its folder is made if it does not exist
     * @throws IllegalArgumentException if its name ends otherwise than with .png, .jpg or .jpeg
     * @throws IOException if it cannot be written
     */
    public static void write(BufferedImage image, Path file) throws IOException {
        check(file);
        // In memory first: an encoder hides why its output could not be written.
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (ends(file, ".png")) {
                ImageIO.write(image, "png", out);
            } else {
                jpeg(image, out);
            }
        }
        AtomicFile.write(file, bytes::writeTo);
    }

    private static void jpeg(BufferedImage image, ImageOutputStream out) throws IOException {
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        var g = rgb.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try {
            ImageWriteParam quality = writer.getDefaultWriteParam();
            quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            quality.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(rgb, null, null), quality);
        } finally {
            writer.dispose();
        }
    }
}
