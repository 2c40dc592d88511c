package io.github.activationatlas.examples.cli;

import io.github.activationatlas.Atlas;
import io.github.activationatlas.GridCell;

/** How classes are written: two may have the same name, and commands take the index. */
final class ClassNames {
    private ClassNames() {}

    static String of(Atlas atlas, int classIndex) {
        return atlas.labels().get(classIndex) + " (" + classIndex + ")";
    }

    /** The class that a cell speaks for most, with words before it; empty if that is not known. */
    static String ofFirst(Atlas atlas, GridCell cell, String before) {
        return cell.topClasses(1).stream()
                .map(c -> before + of(atlas, c))
                .findFirst()
                .orElse("");
    }
}
