package io.github.activationatlas.internal.table;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Compares images by what they show. */
public final class Pixels {
    private Pixels() {}

    public static boolean equal(BufferedImage one, BufferedImage two) {
        int width = one.getWidth();
        int height = one.getHeight();
        return one == two
                || width == two.getWidth()
                        && height == two.getHeight()
                        && Arrays.equals(
                                one.getRGB(0, 0, width, height, null, 0, width),
                                two.getRGB(0, 0, width, height, null, 0, width));
    }
}
