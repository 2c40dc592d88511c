package io.github.activationatlas.models.internal.image;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Preprocessing;
import java.awt.image.BufferedImage;

/** Turns images into a network's values in [0, 1], and values into images. */
public final class ImageValues {
    /** What 0 to 255 are in [0, 1]. */
    private static final float[] UNIT = new float[256];

    static {
        for (int i = 0; i < 256; i++) {
            UNIT[i] = i / 255f;
        }
    }

    private ImageValues() {}

    /** The image as [size, size, channels]. */
    public static float[] toSquare(BufferedImage image, Preprocessing input) {
        checkArgument(
                input.channels() == 3 || input.channels() == 1,
                "images have 1 or 3 channels, but the network takes %s",
                input.channels());
        int side = Math.min(image.getWidth(), image.getHeight());
        boolean whole = input.crop() == Preprocessing.Crop.RESIZE;
        BufferedImage part = whole
                ? image
                : image.getSubimage((image.getWidth() - side) / 2, (image.getHeight() - side) / 2, side, side);
        int width = part.getWidth();
        checkArgument(
                (long) input.size() * width * 3 <= Integer.MAX_VALUE,
                "an image of %s x %s is too wide to be brought to a square",
                width,
                part.getHeight());
        int[] pixels = new int[width];
        float[] row = new float[3 * width];
        float[] square = Resampling.resize(
                y -> values(part.getRGB(0, y, width, 1, pixels, 0, width), row),
                part.getHeight(),
                width,
                3,
                input.size(),
                input.size());
        return input.channels() == 3 ? square : grey(square);
    }

    private static float[] values(int[] pixels, float[] values) {
        for (int i = 0; i < pixels.length; i++) {
            values[3 * i] = UNIT[pixels[i] >> 16 & 255];
            values[3 * i + 1] = UNIT[pixels[i] >> 8 & 255];
            values[3 * i + 2] = UNIT[pixels[i] & 255];
        }
        return values;
    }

    /** Luma after ITU-R BT.601. */
    private static float[] grey(float[] rgb) {
        float[] grey = new float[rgb.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
        }
        return grey;
    }

    /** The image of [height, width, 3] values from an offset on. */
    public static BufferedImage toImage(float[] values, int offset, int height, int width) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < height * width; i++) {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                rgb = rgb << 8 | Math.round(255 * Math.min(1, Math.max(0, values[offset + 3 * i + c])));
            }
            image.setRGB(i % width, i / width, rgb);
        }
        return image;
    }
}
