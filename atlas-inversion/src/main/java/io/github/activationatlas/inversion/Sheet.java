package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Many pictures on one. */
public final class Sheet {
    private Sheet() {}

    /**
     * Lays pictures of one size out on white, row by row.
     *
     * @param pictures at least one
     * @param columns pictures in a row, at least 1
     * @param gap white pixels around each, at least 0
     * @return the sheet
     * @throws IllegalArgumentException if there are no pictures or a value is outside its range
     */
    public static BufferedImage of(List<BufferedImage> pictures, int columns, int gap) {
        checkArgument(!pictures.isEmpty(), "there are no pictures");
        checkArgument(columns >= 1, "columns must be at least 1, but was %s", columns);
        checkArgument(gap >= 0, "gap must be at least 0, but was %s", gap);
        int width = pictures.get(0).getWidth() + 2 * gap;
        int height = pictures.get(0).getHeight() + 2 * gap;
        int rows = (pictures.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(
                Math.min(columns, pictures.size()) * width, rows * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = sheet.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pictures.size(); i++) {
            g.drawImage(pictures.get(i), i % columns * width + gap, i / columns * height + gap, null);
        }
        g.dispose();
        return sheet;
    }
}
