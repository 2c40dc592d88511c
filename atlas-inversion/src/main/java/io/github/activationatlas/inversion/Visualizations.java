package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.internal.image.ImageConversion;
import io.github.activationatlas.models.NetworkRunner;
import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.VisionModel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The classic uses of feature visualisation, one call each, with default settings. */
public final class Visualizations {
    private Visualizations() {}

    /**
     * Draws what a channel responds to, anywhere in the image.
     *
     * @param model the network
     * @param layer one of its layers
     * @param channel the channel, from 0
     * @return the image
     * @throws IllegalArgumentException if there is no such layer or channel
     */
    public static BufferedImage channel(VisionModel model, String layer, int channel) {
        return FeatureVisualizer.builder(model, layer)
                .build()
                .visualize(Objective.channel(channel))
                .image();
    }

    /**
     * Draws what each channel of a layer responds to.
     *
     * @param model the network
     * @param layer one of its layers
     * @param columns images in a row
     * @return a sheet of as many images as the layer has channels
     * @throws IllegalArgumentException if there is no such layer
     */
    public static BufferedImage channels(VisionModel model, String layer, int columns) {
        int channels = model.layer(layer).shape().channels();
        return ContactSheet.of(
                images(FeatureVisualizer.builder(model, layer)
                        .build()
                        .visualize(IntStream.range(0, channels)
                                .mapToObj(Objective::channel)
                                .toList())),
                columns,
                2);
    }

    /**
     * Draws what raises a class.
     *
     * @param model the network
     * @param classIndex the class, from 0
     * @return the image, of the size that the network takes
     * @throws IllegalArgumentException if there is no such class
     */
    public static BufferedImage classLogit(VisionModel model, int classIndex) {
        // Without weight decay, as a logit has no bound.
        return FeatureVisualizer.builder(model, model.logits())
                .recipe(Recipe.LUCID)
                .decay(true)
                .steps(128)
                .size(model.input().size())
                .transforms(Transforms.JITTER)
                .build()
                .visualize(Objective.classLogit(classIndex))
                .image();
    }

    /**
     * Draws the caricature of an image: what a layer responds to in it, amplified.
     *
     * @param model the network
     * @param layer one of its layers
     * @param image the image
     * @param size the side of the caricature, 8 to 1024
     * @return the caricature
     * @throws IllegalArgumentException if there is no such layer, or the size is outside its range or too small for the layer
     */
    public static BufferedImage caricature(VisionModel model, String layer, BufferedImage image, int size) {
        FeatureVisualizer visualizer = FeatureVisualizer.builder(model, layer)
                .size(size)
                .transforms(Transforms.NONE)
                .untransformedWeight(0)
                .build();
        float[] values = new float[size * size * model.input().channels()];
        ImageConversion.read(List.of(image), size, model.input().channels(), values);
        try (NetworkRunner runner = model.runner(1, size, layer)) {
            runner.forward(values, 1, size, size);
            Shape shape = runner.shape(layer);
            float[] reference = new float[shape.size()];
            runner.read(layer, reference);
            return visualizer
                    .visualize(Objective.caricature(reference, shape, 1))
                    .image();
        }
    }

    /**
     * Interpolates between two directions. Neighbouring images are made alike, so that they can be shown as a film.
     *
     * @param model the network
     * @param layer one of its layers
     * @param from a direction, one value a channel
     * @param to another
     * @param images how many, 2 to 64, both ends included
     * @return the images
     * @throws IllegalArgumentException if there is no such layer, the directions do not fit it or a value is outside its range
     */
    public static List<BufferedImage> interpolation(
            VisionModel model, String layer, float[] from, float[] to, int images) {
        checkArgument(images >= 2 && images <= 64, "images must be between 2 and 64, but was %s", images);
        checkArgument(from.length == to.length, "the directions have %s and %s values", from.length, to.length);
        List<Objective> objectives = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            float[] between = new float[from.length];
            float share = (float) i / (images - 1);
            for (int c = 0; c < between.length; c++) {
                between[c] = from[c] + share * (to[c] - from[c]);
            }
            objectives.add(Recipe.DEFAULT.objective(between, null));
        }
        return images(FeatureVisualizer.builder(model, layer)
                .batch(images)
                .batchTerms(new BatchTerm.Neighbors(4))
                .build()
                .visualize(objectives));
    }

    /**
     * Shows where in an image a layer finds what supports a class, over the image. {@link SpatialAttribution} gives the values, and all
     * classes at once.
     *
     * @param model the network
     * @param layer one of its layers before the logits
     * @param image an image of any size
     * @param classIndex the class, from 0
     * @return the heat map, of the size that the network takes: orange for the class, blue against it
     * @throws IllegalArgumentException if there is no such layer or class, or the layer is the logits
     */
    public static BufferedImage attribution(VisionModel model, String layer, BufferedImage image, int classIndex) {
        return SpatialAttribution.of(model, layer, image).heatMap(classIndex);
    }

    private static List<BufferedImage> images(List<Visualization> found) {
        return found.stream().map(Visualization::image).toList();
    }
}
