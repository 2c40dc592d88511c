package io.github.activationatlas.shortcuts;

/**
 * What pasting did to the photos on the average.
 *
 * @param arm what was pasted
 * @param photos how many photos it was pasted on
 * @param targetBefore the target class's probability before, 0 to 1
 * @param targetAfter the target class's probability afterwards
 * @param ownBefore the probability of the class that the photo was taken for before
 * @param ownAfter the probability of the same class afterwards
 * @param flips the share of the photos that were taken for the target class afterwards, and for another before
 */
public record PatchResult(
        Arm arm,
        int photos,
        double targetBefore,
        double targetAfter,
        double ownBefore,
        double ownAfter,
        double flips) {}
