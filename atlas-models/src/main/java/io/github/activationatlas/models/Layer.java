package io.github.activationatlas.models;

/**
 * A layer of a network.
 *
 * @param name the name to ask for it by
 * @param shape its shape for one picture of the contract's size
 * @param stride pixels of the picture between neighbouring positions
 * @param receptiveField side in pixels of the square that a position can see
 */
public record Layer(String name, Shape shape, int stride, int receptiveField) {}
