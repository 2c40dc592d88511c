package io.github.activationatlas.models.internal.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;

/**
 * What the samples of a pixel mean, given as values of 0 to 255: how they become 0xRRGGBB. The samples count as they are, as trainers'
 * decoders take them: Java2D would convert grey and CMYK from other colour spaces, which changes them.
 */
@FunctionalInterface
interface ColorConversion {
    ColorConversion GREY = (s, i) -> s[i] * 0x010101;
    ColorConversion RGB = (s, i) -> s[i] << 16 | s[i + 1] << 8 | s[i + 2];
    ColorConversion PREMULTIPLIED_RGB = ColorConversion::straight;
    ColorConversion CMYK = (s, i) -> cmyk(s[i], s[i + 1], s[i + 2], s[i + 3]);
    ColorConversion INVERTED_CMYK = (s, i) -> cmyk(255 - s[i], 255 - s[i + 1], 255 - s[i + 2], 255 - s[i + 3]);
    ColorConversion YCC = (s, i) -> ycc(s[i], s[i + 1], s[i + 2]);
    ColorConversion YCCK = (s, i) -> {
        int rgb = ycc(s[i], s[i + 1], s[i + 2]);
        return cmyk(rgb >> 16, rgb >> 8 & 255, rgb & 255, 255 - s[i + 3]);
    };

    /** The colour of the pixel whose samples begin at i. */
    int rgb(int[] samples, int i);

    /** Whether samples are numbers of a table rather than strengths, so that they are not scaled. */
    default boolean indexed() {
        return false;
    }

    static ColorConversion palette(int[] colors) {
        return new ColorConversion() {
            @Override
            public int rgb(int[] samples, int i) {
                return samples[i] < colors.length ? colors[samples[i]] & 0xFFFFFF : 0;
            }

            @Override
            public boolean indexed() {
                return true;
            }
        };
    }

    /** A table of reds, greens and blues, a byte each. What lies beyond it is grey, as PIL has it. */
    static int[] table(ByteBuffer bytes) {
        int[] colors = new int[256];
        for (int i = 0; i < 256; i++) {
            int at = 3 * i;
            boolean inside = at + 3 <= bytes.limit();
            colors[i] = inside
                    ? (bytes.get(at) & 0xFF) << 16 | (bytes.get(at + 1) & 0xFF) << 8 | bytes.get(at + 2) & 0xFF
                    : i * 0x010101;
        }
        return colors;
    }

    /** Undoes a multiplication by the fourth sample, the alpha. */
    private static int straight(int[] s, int i) {
        int alpha = s[i + 3];
        int red = alpha == 0 ? 0 : clip(s[i] * 255 / alpha);
        int green = alpha == 0 ? 0 : clip(s[i + 1] * 255 / alpha);
        int blue = alpha == 0 ? 0 : clip(s[i + 2] * 255 / alpha);
        return red << 16 | green << 8 | blue;
    }

    /** What a decoded image's own colour model says. */
    static ColorConversion of(ColorModel model) throws UnsupportedImageException {
        if (model instanceof IndexColorModel table) {
            int[] colors = new int[table.getMapSize()];
            table.getRGBs(colors);
            return palette(colors);
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> GREY;
            case ColorSpace.TYPE_RGB -> model.isAlphaPremultiplied() ? PREMULTIPLIED_RGB : RGB;
            case ColorSpace.TYPE_CMYK -> CMYK;
            case ColorSpace.TYPE_YCbCr -> YCC;
            default -> throw new UnsupportedImageException("has colours that are neither grey, RGB, CMYK nor YCbCr");
        };
    }

    /** Converts a raster into a part of an image. */
    default void draw(Raster raster, BufferedImage into, int x, int y) throws UnsupportedImageException {
        int width = Math.min(raster.getWidth(), into.getWidth() - x);
        int bands = raster.getNumBands();
        int[] depths = raster.getSampleModel().getSampleSize();
        if (depths[0] > 16 || raster.getTransferType() == DataBuffer.TYPE_SHORT) {
            throw new UnsupportedImageException("holds numbers of " + depths[0]
                    + " bits, whose range is not known; save it with 8 or 16 bits a sample");
        }
        WritableRaster target = into.getRaster();
        int[] samples = new int[raster.getWidth() * bands];
        int[] row = new int[raster.getWidth()];
        for (int r = 0; r < raster.getHeight() && y + r < into.getHeight(); r++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + r, raster.getWidth(), 1, samples);
            for (int b = 0; b < bands && !indexed(); b++) {
                scale(samples, b, bands, depths[b]);
            }
            for (int c = 0; c < width; c++) {
                row[c] = rgb(samples, c * bands);
            }
            target.setDataElements(x, y + r, width, 1, row);
        }
    }

    /** To 8 bits: the upper ones of longer samples, as other decoders do. */
    private static void scale(int[] samples, int from, int step, int depth) {
        for (int i = from; i < samples.length && depth != 8; i += step) {
            samples[i] = depth > 8 ? samples[i] >>> depth - 8 : samples[i] * 255 / ((1 << depth) - 1);
        }
    }

    /** JFIF's conversion in libjpeg's integers, bit for bit (jdcolor.c). */
    private static int ycc(int y, int cb, int cr) {
        int red = y + (91881 * (cr - 128) + 32768 >> 16);
        int green = y + (-22554 * (cb - 128) - 46802 * (cr - 128) + 32768 >> 16);
        int blue = y + (116130 * (cb - 128) + 32768 >> 16);
        return clip(red) << 16 | clip(green) << 8 | clip(blue);
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static int cmyk(int c, int m, int y, int k) {
        int light = 255 - k;
        return clip(light - product(c, light)) << 16
                | clip(light - product(m, light)) << 8
                | clip(light - product(y, light));
    }

    /** a b / 255, rounded. */
    private static int product(int a, int b) {
        int product = a * b + 128;
        return (product >> 8) + product >> 8;
    }
}
