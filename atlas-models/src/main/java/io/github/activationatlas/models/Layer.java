package io.github.activationatlas.models;

/**
 * A layer of a network.
 *
 * @param name the name to ask for it by
 * @param shape its shape for one image of the preprocessing's size
 * @param stride pixels of the image between neighbouring positions
 * @param receptiveField side in pixels of the receptive field, the square of the image that a position depends on
 */
public record Layer(String name, Shape shape, int stride, int receptiveField) {}
