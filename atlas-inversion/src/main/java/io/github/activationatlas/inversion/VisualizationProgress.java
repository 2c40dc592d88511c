package io.github.activationatlas.inversion;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Supplier;

/**
 * Progress of a visualisation. Objective, cosine and images are those of the images that one thread optimises together.
 *
 * @param done steps done, each counted for every image of its batch
 * @param total steps times images
 * @param objective the mean objective of the images, as the last step saw them
 * @param cosine the mean cosine between the images' activations at the middle position and the directions that were asked for, as the last
 *     step saw them; NaN if no objective has a direction
 * @param images draws the images as the last step found them; to be called before the listener returns, as the next step changes them
 */
public record VisualizationProgress(
        long done, long total, double objective, double cosine, Supplier<List<BufferedImage>> images) {}
