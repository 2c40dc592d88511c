package io.github.activationatlas.internal.saved;

import io.github.activationatlas.AtlasFormatException;
import io.github.activationatlas.ImageFileWriter;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Sheets of square images of one size, side by side in rows of twenty, as PNG files. */
public final class Sheets {
    /** Images of a sheet at most, so that a sheet of any grid fits into memory. */
    public static final int MOST = 256;

    private static final int COLUMNS = 20;

    private Sheets() {}

    public static void write(Path file, List<BufferedImage> images) throws IOException {
        int side = images.get(0).getWidth();
        BufferedImage sheet = new BufferedImage(
                Math.min(images.size(), COLUMNS) * side, rows(images.size()) * side, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        for (int i = 0; i < images.size(); i++) {
            g.drawImage(images.get(i), i % COLUMNS * side, i / COLUMNS * side, null);
        }
        g.dispose();
        ImageFileWriter.write(sheet, file);
    }

    private static int rows(int count) {
        return (count + COLUMNS - 1) / COLUMNS;
    }

    /**
     * Reads a sheet.
     *
     * @throws AtlasFormatException if it does not hold so many images
     */
    public static List<BufferedImage> read(Path file, int count) throws IOException {
        @Nullable BufferedImage sheet;
        try (InputStream in = Files.newInputStream(file)) {
            sheet = ImageIO.read(in);
        }
        int columns = Math.min(count, COLUMNS);
        int side = sheet == null ? 0 : sheet.getWidth() / columns;
        if (sheet == null || sheet.getHeight() != rows(count) * side || sheet.getWidth() != columns * side) {
            throw new AtlasFormatException(
                    file, "is damaged: it should hold " + count + " square images, " + columns + " a row");
        }
        List<BufferedImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(sheet.getSubimage(i % COLUMNS * side, i / COLUMNS * side, side, side));
        }
        return images;
    }
}
