package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import io.github.activationatlas.inversion.internal.image.HeatMap;
import io.github.activationatlas.models.GradientRules;
import io.github.activationatlas.models.Images;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;

/**
 * Spatial attribution, where in an image a layer finds evidence for a class and against it: at each position h &middot; dlogit/dh, activation times gradient
 * (Olah et al. 2018, "The Building Blocks of Interpretability"). It is a first-order estimate; exact where only an average and a linear
 * layer follow. All classes come at once. Immutable and thread-safe.
 */
public final class SpatialAttribution {
    private static final int BATCH = 8;
    private final float[] image;
    private final int size;
    private final int channels;
    private final int height;
    private final int width;
    private final int classes;
    /** [row, column, class]. */
    private final float[] values;

    private SpatialAttribution(float[] image, int size, int channels, Shape shape, int classes, float[] values) {
        this.image = image;
        this.size = size;
        this.channels = channels;
        this.height = shape.height();
        this.width = shape.width();
        this.classes = classes;
        this.values = values;
    }

    /**
     * Attributes an image. Takes one pass forward and, for each position, one from the layer to the classes.
     *
     * @param model the network
     * @param layer one of its layers before the logits
     * @param image an image of any size; the network sees of it what its contract says
     * @return the attribution
     * @throws IllegalArgumentException if there is no such layer, or it is the logits
     */
    public static SpatialAttribution of(VisionModel model, String layer, BufferedImage image) {
        return of(model, layer, image, GradientRules.EXACT);
    }

    /**
     * Attributes an image with other gradient rules: relaxed max-poolings spread what single winners get, and give smoother
     * maps (Olah et al. 2018).
     *
     * @param model the network
     * @param layer one of its layers before the logits
     * @param image an image of any size
     * @param rules how derivatives go through max-poolings
     * @return the attribution
     * @throws IllegalArgumentException as above, or if the network has an operation that the rules cannot follow
     */
    public static SpatialAttribution of(VisionModel model, String layer, BufferedImage image, GradientRules rules) {
        checkNotNull(image, "image must not be null");
        Shape expected = model.layer(layer).shape();
        checkArgument(!layer.equals(model.logits()), "'%s' are the logits, which have no positions", layer);
        int size = model.input().size();
        int batch = Math.min(BATCH, expected.height() * expected.width());
        float[] square = Images.toSquare(image, model.input());
        float[] copies = new float[batch * square.length];
        for (int b = 0; b < batch; b++) {
            System.arraycopy(square, 0, copies, b * square.length, square.length);
        }
        try (NetworkRunner runner = model.runner(rules, batch, size, layer, model.logits())) {
            runner.forward(copies, batch, size, size);
            Shape shape = runner.shape(layer);
            int classes = runner.shape(model.logits()).size();
            float[] values = positions(runner, layer, shape, batch, classes);
            return new SpatialAttribution(square, size, model.input().channels(), shape, classes, values);
        }
    }

    private static float[] positions(NetworkRunner runner, String layer, Shape shape, int batch, int classes) {
        int positions = shape.height() * shape.width();
        float[] values = new float[positions * classes];
        float[] some = new float[batch * classes];
        int[] rows = new int[batch];
        int[] columns = new int[batch];
        for (int first = 0; first < positions; first += batch) {
            for (int b = 0; b < batch; b++) {
                int position = Math.min(first + b, positions - 1);
                rows[b] = position / shape.width();
                columns[b] = position % shape.width();
            }
            runner.attribution(layer, rows, columns, some);
            System.arraycopy(some, 0, values, first * classes, Math.min(batch, positions - first) * classes);
        }
        return values;
    }

    /**
     * Gives the attribution to a class.
     *
     * @param classIndex the class, from 0
     * @return by row and column of the layer; in the logit's units, positive where the image supports the class
     * @throws IllegalArgumentException if there is no such class
     */
    public float[][] map(int classIndex) {
        checkArgument(
                classIndex >= 0 && classIndex < classes,
                "classIndex must be between 0 and %s, but was %s",
                classes - 1,
                classIndex);
        float[][] map = new float[height][width];
        for (int i = 0; i < height * width; i++) {
            map[i / width][i % width] = values[i * classes + classIndex];
        }
        return map;
    }

    /**
     * Draws the attribution to a class over the image as the network saw it, which is dimmed to grey: orange supports the class, blue
     * against it, each the more opaque the stronger; the strongest position is fully so.
     *
     * @param classIndex the class, from 0
     * @return an image of the network's input size
     * @throws IllegalArgumentException if there is no such class
     */
    public BufferedImage heatMap(int classIndex) {
        return HeatMap.over(image, size, channels, map(classIndex));
    }
}
