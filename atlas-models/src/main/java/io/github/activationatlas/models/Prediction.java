package io.github.activationatlas.models;

/**
 * A class that a network predicts for an image.
 *
 * @param classIndex the class
 * @param label its label
 * @param logit the network's output for it
 * @param probability its share after softmax, 0 to 1
 */
public record Prediction(int classIndex, String label, float logit, double probability) {}
