package io.github.activationatlas.models.internal.run;

import io.github.activationatlas.models.Shape;

/** Single positions of a layer's activations. */
final class PositionMask {
    private PositionMask() {}

    /** The activations of one position an image; zero elsewhere. */
    static float[] only(float[] activations, Shape shape, int[] rows, int[] columns) {
        float[] only = new float[activations.length];
        for (int b = 0; b < activations.length / shape.size(); b++) {
            int at = ((b * shape.height() + rows[b]) * shape.width() + columns[b]) * shape.channels();
            System.arraycopy(activations, at, only, at, shape.channels());
        }
        return only;
    }
}
