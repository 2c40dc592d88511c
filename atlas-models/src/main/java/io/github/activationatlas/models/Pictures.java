package io.github.activationatlas.models;

import static com.google.common.base.Preconditions.checkArgument;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Reads pictures and turns them into numbers and back. Formats are those that ImageIO knows; the JDK's are JPEG, PNG, GIF, BMP and TIFF,
 * and a plug-in on the class path adds others. The orientation that a camera wrote into a JPEG's EXIF data is applied, so that pictures
 * stand upright. Thread-safe.
 */
public final class Pictures {
    private Pictures() {}

    /**
     * Reads a picture.
     *
     * @param file the file
     * @return the picture, upright, in RGB
     * @throws IOException if the file is missing, truncated or of a format that ImageIO does not know
     */
    public static BufferedImage read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        BufferedImage decoded;
        try (InputStream in = new java.io.ByteArrayInputStream(bytes)) {
            decoded = ImageIO.read(in);
        } catch (RuntimeException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
        if (decoded == null) {
            throw new IOException(file + " is not of a format that ImageIO knows");
        }
        return ExifOrientation.of(bytes).upright(rgb(decoded));
    }

    private static BufferedImage rgb(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return image;
        }
        BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = rgb.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return rgb;
    }

    /**
     * Brings a picture to a network's size.
     *
     * @param picture a picture of any size
     * @param input the network's contract, with 1 or 3 channels
     * @return values in [0, 1], [size, size, channels]
     * @throws IllegalArgumentException if the contract has another number of channels
     */
    public static float[] toSquare(BufferedImage picture, InputContract input) {
        checkArgument(
                input.channels() == 3 || input.channels() == 1,
                "pictures have 1 or 3 channels, but the network takes %s",
                input.channels());
        int side = Math.min(picture.getWidth(), picture.getHeight());
        boolean whole = input.crop() == InputContract.Crop.RESIZE;
        BufferedImage part = whole
                ? picture
                : picture.getSubimage((picture.getWidth() - side) / 2, (picture.getHeight() - side) / 2, side, side);
        float[] rgb = values(part);
        float[] square = Resampling.resize(rgb, part.getHeight(), part.getWidth(), 3, input.size(), input.size());
        return input.channels() == 3 ? square : grey(square);
    }

    private static float[] values(BufferedImage picture) {
        int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        float[] values = new float[pixels.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            values[3 * i] = (pixels[i] >> 16 & 255) / 255f;
            values[3 * i + 1] = (pixels[i] >> 8 & 255) / 255f;
            values[3 * i + 2] = (pixels[i] & 255) / 255f;
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

    /**
     * Makes a picture of numbers.
     *
     * @param values [height, width, 3] from an offset on; values outside [0, 1] are clipped
     * @param offset where the picture begins
     * @param height rows
     * @param width columns
     * @return an RGB picture
     */
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
