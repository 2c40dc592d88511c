package io.github.activationatlas.inversion;

/**
 * How near an image's activation at the middle position is to the direction of its objective.
 *
 * @param cosine the cosine between them for the untransformed image
 * @param robust the mean cosine over transformed views; NaN unless {@link VisualizerBuilder#robustViews} asked for it
 * @param normRatio the activation's length over the direction's
 */
public record Fidelity(double cosine, double robust, double normRatio) {}
