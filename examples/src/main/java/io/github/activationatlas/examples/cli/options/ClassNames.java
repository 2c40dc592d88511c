package io.github.activationatlas.examples.cli.options;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.GridCell;

/** Formats classes with their index, since two may share a label. */
public final class ClassNames {
    private ClassNames() {}

    public static String of(Atlas atlas, int classIndex) {
        return atlas.labels().get(classIndex) + " (" + classIndex + ")";
    }

    /** The class with the largest attribution of a cell, after a prefix; empty without attributions. */
    public static String ofFirst(Atlas atlas, GridCell cell, String before) {
        return cell.topClasses(1).stream()
                .map(c -> before + of(atlas, c))
                .findFirst()
                .orElse("");
    }
}
