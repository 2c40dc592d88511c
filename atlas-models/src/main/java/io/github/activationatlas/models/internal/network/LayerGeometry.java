package io.github.activationatlas.models.internal.network;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;

/**
 * What a position of a layer covers.
 *
 * @param shape the layer's shape for one image
 * @param stride pixels of the image between neighbouring positions
 * @param receptiveField side in pixels of the square of the image that a position can see, as if the image had no end
 */
public record LayerGeometry(Shape shape, int stride, int receptiveField) {

    public static LayerGeometry behind(Operator operator, List<LayerGeometry> inputs) {
        Shape shape = operator.output(inputs.stream().map(LayerGeometry::shape).toList());
        int stride = inputs.stream().mapToInt(LayerGeometry::stride).max().orElse(1);
        int field =
                inputs.stream().mapToInt(LayerGeometry::receptiveField).max().orElse(1);
        Shape first = inputs.get(0).shape();
        if (shape.height() == 1 && shape.width() == 1 && first.height() * first.width() > 1) {
            // One window over everything: pooling over the image, flattening.
            return new LayerGeometry(shape, stride * first.height(), field + (first.height() - 1) * stride);
        }
        WindowAxis rows = operator.window().rows();
        return new LayerGeometry(shape, stride * rows.stride(), field + (rows.extent() - 1) * stride);
    }
}
