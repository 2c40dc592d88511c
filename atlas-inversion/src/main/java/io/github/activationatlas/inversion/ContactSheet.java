package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Contact sheets: many images in one. */
public final class ContactSheet {
    private ContactSheet() {}

    /**
     * Draws images of one size on white, row by row.
     *
     * @param images at least one
     * @param columns images in a row, at least 1
     * @param gap white pixels around each, at least 0
     * @return the sheet
     * @throws IllegalArgumentException if there are no images or a value is outside its range
     */
    public static BufferedImage of(List<BufferedImage> images, int columns, int gap) {
        checkArgument(!images.isEmpty(), "there are no images");
        checkArgument(columns >= 1, "columns must be at least 1, but was %s", columns);
        checkArgument(gap >= 0, "gap must be at least 0, but was %s", gap);
        int width = images.get(0).getWidth() + 2 * gap;
        int height = images.get(0).getHeight() + 2 * gap;
        int rows = (images.size() + columns - 1) / columns;
        BufferedImage sheet =
                new BufferedImage(Math.min(columns, images.size()) * width, rows * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < images.size(); i++) {
            g.drawImage(images.get(i), i % columns * width + gap, i / columns * height + gap, null);
        }
        g.dispose();
        return sheet;
    }
}
