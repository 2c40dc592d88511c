package io.github.activationatlas.models;

/**
 * One class that a network saw.
 *
 * @param classIndex the class
 * @param label its label
 * @param logit the network's output for it
 * @param probability its share after softmax, 0 to 1
 */
public record Prediction(int classIndex, String label, float logit, double probability) {}
