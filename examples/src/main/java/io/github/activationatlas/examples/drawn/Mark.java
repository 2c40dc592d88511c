package io.github.activationatlas.examples.drawn;

/** Whether a picture carries the sticker that has nothing to do with what the picture shows. */
public enum Mark {
    /** As in training: nearly always on windows, hardly ever on anything else. */
    AS_TRAINED,
    /** On every picture. */
    ALWAYS,
    /** On no picture. */
    NEVER
}
