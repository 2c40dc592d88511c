package io.github.activationatlas.inversion;

/**
 * How far a visualisation has come.
 *
 * @param done steps done, each counted for every picture of its batch
 * @param total steps times pictures
 * @param objective the mean objective of the batch's pictures, as the last step saw them
 */
public record VisualizationProgress(long done, long total, double objective) {}
