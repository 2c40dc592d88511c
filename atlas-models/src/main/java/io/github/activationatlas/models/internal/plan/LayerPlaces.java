package io.github.activationatlas.models.internal.plan;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.shape.TensorShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the positions of a layer lie in its array.
 *
 * @param shape rows, columns and channels
 * @param before values of an image before them: a class token's, which are not given
 */
record LayerPlaces(Shape shape, int before) {
    static LayerPlaces of(String name, TensorShape type) {
        Shape shape = type.positions();
        checkArgument(shape != null, "%s has no rows and columns of positions: its shape is %s", name, type);
        return new LayerPlaces(shape, type.beforePositions());
    }

    /** Where an image's positions start. */
    int start(int image) {
        return image * (before + shape.size()) + before;
    }

    void write(float[] from, int first, int batch, INDArray to) {
        int size = shape.size();
        if (before == 0) {
            HostBuffers.write(from, first * size, batch * size, to);
            return;
        }
        to.assign(0);
        for (int b = 0; b < batch; b++) {
            HostBuffers.writePart(from, (first + b) * size, to, start(b), size);
        }
    }

    void read(INDArray from, float[] to, int first, int batch) {
        int size = shape.size();
        if (before == 0) {
            HostBuffers.read(from, to, first * size);
            return;
        }
        for (int b = 0; b < batch; b++) {
            HostBuffers.readPart(from, start(b), to, (first + b) * size, size);
        }
    }
}
