package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Shape;

/** Where in a layer objectives look. */
final class Positions {
    private Positions() {}

    /** The start of the middle position's values; of an even number of positions the one behind the middle. */
    static int middle(Shape shape) {
        return (shape.height() / 2 * shape.width() + shape.width() / 2) * shape.channels();
    }
}
