package io.github.activationatlas.shortcuts;

/** What is pasted in an arm of a patch experiment. */
public enum Arm {
    /** The patch itself. */
    PATCH,
    /** A control: the patch with its pixels in random order, so that its colours stay and its look goes. */
    SCRAMBLED,
    /** A control: a random square out of a random photo, so that as much is covered. */
    RANDOM
}
