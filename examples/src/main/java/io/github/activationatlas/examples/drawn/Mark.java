package io.github.activationatlas.examples.drawn;

/** Whether an image carries the sticker that has nothing to do with what the image shows. */
public enum Mark {
    /** As in training: nearly always on windows, hardly ever on anything else. */
    AS_TRAINED,
    /** On every image. */
    ALWAYS,
    /** On no image. */
    NEVER
}
