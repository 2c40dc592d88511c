package io.github.activationatlas;

import io.github.activationatlas.inversion.Objective;

/** How a cell's average activation is turned into what its icon is optimised for. */
public enum CellObjective {
    /** The article's: dot(h, v) max(0.1, cos(h, v))^4, which draws glaring icons of high contrast. */
    ARTICLE {
        @Override
        Objective of(float[] direction) {
            return Objective.direction(direction, 4);
        }
    },
    /** The cosine alone, which draws icons of natural colour and contrast that come closer to the cell. */
    COSINE {
        @Override
        Objective of(float[] direction) {
            return Objective.cosine(direction);
        }
    };

    abstract Objective of(float[] direction);
}
