package io.github.activationatlas.inversion;

/**
 * How near a picture's activation at the middle position comes to the direction that was asked for.
 *
 * @param cosine the cosine between them, picture as it is
 * @param robust the mean cosine over moved views; NaN unless {@link VisualizerBuilder#robustViews} asked for it
 * @param normRatio the activation's length over the direction's
 */
public record Fidelity(double cosine, double robust, double normRatio) {}
