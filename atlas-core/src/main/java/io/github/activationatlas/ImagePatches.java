package io.github.activationatlas;

import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.Layer;
import io.github.activationatlas.models.Preprocessing;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;

/**
 * Cuts out of images what a position of a layer sees. The square is half as wide as the receptive field, since the effect of a pixel
 * falls off towards the field's border like a Gaussian (Luo, Li, Urtasun and Zemel, "Understanding the Effective Receptive Field", 2016).
 * Immutable and thread-safe.
 */
public final class ImagePatches {
    private final Preprocessing input;
    private final Layer layer;
    private final int side;

    private ImagePatches(Preprocessing input, Layer layer) {
        this.input = input;
        this.layer = layer;
        this.side = Math.min(input.size(), Math.max(layer.stride(), (layer.receptiveField() + 1) / 2));
    }

    /**
     * Chooses a layer.
     *
     * @param model the network
     * @param layer one of its layers
     * @return what cuts for it
     * @throws IllegalArgumentException if there is no such layer
     */
    public static ImagePatches of(VisionModel model, String layer) {
        return new ImagePatches(model.input(), model.layer(layer));
    }

    /**
     * Returns the side of a patch.
     *
     * @return pixels of the network's input
     */
    public int side() {
        return side;
    }

    /**
     * Cuts a patch.
     *
     * @param image an image of any size, which is brought to the network's size first
     * @param row the position's row in the layer
     * @param column the position's column in the layer
     * @return an RGB image, {@link #side()} pixels a side, moved inwards where it would reach over the image's border
     */
    public BufferedImage cut(BufferedImage image, int row, int column) {
        return cutSquare(square(image), row, column);
    }

    /**
     * Brings an image to the network's size, so that several patches can be cut.
     *
     * @param image an image of any size
     * @return the square that the network is given, in RGB
     */
    public BufferedImage square(BufferedImage image) {
        return square(image, input);
    }

    /**
     * Cuts a patch of an image that was made square.
     *
     * @param square what {@link #square} gave
     * @param row the position's row in the layer
     * @param column the position's column in the layer
     * @return as {@link #cut}
     */
    public BufferedImage cutSquare(BufferedImage square, int row, int column) {
        BufferedImage patch = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        var g = patch.createGraphics();
        g.drawImage(
                square,
                -from(column, layer.shape().width()),
                -from(row, layer.shape().height()),
                null);
        g.dispose();
        return patch;
    }

    private int from(int position, int positions) {
        double middle = (position + 0.5) * input.size() / positions;
        return (int) Math.max(0, Math.min(input.size() - side, Math.round(middle - side / 2.0)));
    }

    /** An image as the network sees it. */
    static BufferedImage square(BufferedImage image, Preprocessing input) {
        float[] values = Images.toSquare(image, input);
        int channels = input.channels();
        float[] rgb = values;
        if (channels == 1) {
            rgb = new float[3 * values.length];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = values[i / 3];
            }
        }
        return Images.toImage(rgb, 0, input.size(), input.size());
    }
}
