package io.github.activationatlas.shortcuts;

/**
 * What pasting did to the images on the average.
 *
 * @param treatment what was pasted
 * @param images how many images it was pasted on
 * @param targetBefore the target class's probability before, 0 to 1
 * @param targetAfter the target class's probability afterwards
 * @param ownBefore the probability of the class that the image was taken for before
 * @param ownAfter the probability of the same class afterwards
 * @param flips the share of the images that were taken for the target class afterwards, and for another before
 */
public record PatchResult(
        Treatment treatment,
        int images,
        double targetBefore,
        double targetAfter,
        double ownBefore,
        double ownAfter,
        double flips) {}
