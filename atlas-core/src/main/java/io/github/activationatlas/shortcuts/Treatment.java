package io.github.activationatlas.shortcuts;

/** What is pasted on the images in one series of a patch experiment. */
public enum Treatment {
    /** The patch itself. */
    PATCH,
    /** A control: the patch with its pixels in random order, so that its colours stay and its look goes. */
    SCRAMBLED,
    /** A control: a random square out of a random image, so that as much is covered. */
    RANDOM
}
