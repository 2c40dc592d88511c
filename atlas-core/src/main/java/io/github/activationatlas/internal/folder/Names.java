package io.github.activationatlas.internal.folder;

import java.util.Locale;

/** The names of an atlas's artifacts, and the usual ones of their files. */
public final class Names {
    private Names() {}

    /** A part of the activations of all layers. */
    public static String activations(int part) {
        return String.format(Locale.ROOT, "activations-%04d", part);
    }

    /** Whether an artifact is a part of the activations. */
    public static boolean isActivations(String name) {
        return name.matches("activations-\\d+");
    }

    /** That there are activations of all images; it has no file. */
    public static String collected() {
        return "collected";
    }

    /** The activations that the atlas is of, where these are some of all. */
    public static String selected() {
        return "selected";
    }

    /** The nearest neighbours of a layer's activations. */
    public static String neighbors(int layer) {
        return "layer-" + layer + "-neighbors";
    }

    /** Where a layer's activations lie on the map. */
    public static String layout(int layer) {
        return "layer-" + layer + "-layout";
    }

    /** A sheet of a grid's icons. */
    public static String icons(int layer, int grid, int sheet) {
        return "layer-" + layer + "-icons-" + grid + (sheet == 0 ? "" : "-" + sheet);
    }

    /** A sheet of a grid's examples. */
    public static String examples(int layer, int grid, int sheet) {
        return "layer-" + layer + "-examples-" + grid + (sheet == 0 ? "" : "-" + sheet);
    }
}
