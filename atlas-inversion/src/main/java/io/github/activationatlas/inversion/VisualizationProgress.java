package io.github.activationatlas.inversion;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Supplier;

/**
 * How far a visualisation has come. Objective, fidelity and pictures are those of the pictures that one thread does together.
 *
 * @param done steps done, each counted for every picture of its batch
 * @param total steps times pictures
 * @param objective the mean objective of the pictures, as the last step saw them
 * @param cosine the mean cosine between the pictures' activations at the middle position and the directions that were asked for, as the last
 *     step saw them; NaN if no objective has a direction
 * @param pictures draws the pictures as the last step found them; to be called before the listener returns, as the next step changes them
 */
public record VisualizationProgress(
        long done, long total, double objective, double cosine, Supplier<List<BufferedImage>> pictures) {}
