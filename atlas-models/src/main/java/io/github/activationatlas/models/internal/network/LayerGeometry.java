package io.github.activationatlas.models.internal.network;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import java.util.Objects;

/**
 * What a position of a layer covers.
 *
 * @param type the layer's shape for one image
 * @param stride pixels of the image between neighbouring positions
 * @param receptiveField side in pixels of the square of the image that a position can see, as if the image had no end
 */
public record LayerGeometry(TensorShape type, int stride, int receptiveField) {

    /** Rows, columns and channels of a layer that has positions. */
    public Shape shape() {
        return Objects.requireNonNull(type.positions());
    }

    public static LayerGeometry behind(Operator operator, List<LayerGeometry> inputs) {
        TensorShape type =
                operator.result(inputs.stream().map(LayerGeometry::type).toList());
        int stride = inputs.stream().mapToInt(LayerGeometry::stride).max().orElse(1);
        int field =
                inputs.stream().mapToInt(LayerGeometry::receptiveField).max().orElse(1);
        Shape shape = type.positions();
        Shape first = inputs.get(0).type().positions();
        if (shape == null || first == null) {
            return new LayerGeometry(type, stride, field);
        }
        if (shape.height() == 1 && shape.width() == 1 && first.height() * first.width() > 1) {
            // One window over everything: pooling over the image, flattening.
            return new LayerGeometry(type, stride * first.height(), field + (first.height() - 1) * stride);
        }
        WindowAxis rows = operator.window().rows();
        return new LayerGeometry(type, stride * rows.stride(), field + (rows.extent() - 1) * stride);
    }
}
