package io.github.activationatlas.models.internal.network;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.operator.Operator;
import io.github.activationatlas.models.internal.operator.TensorOperator;
import io.github.activationatlas.models.internal.shape.TensorShape;
import io.github.activationatlas.models.internal.tensor.MatrixMultiplication;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /**
     * Follows an operator. What is the same for the whole image, such as the gates of squeeze-and-excitation, counts for neither stride nor field of
     * the positions that it is multiplied with; a product of two results, as in attention, may see the whole image.
     */
    static LayerGeometry behind(Operator operator, List<LayerGeometry> inputs, Shape image) {
        TensorShape type =
                operator.result(inputs.stream().map(LayerGeometry::type).toList());
        Shape shape = type.positions();
        List<LayerGeometry> same = inputs.stream()
                .filter(input -> shape != null && haveSamePositions(input.type.positions(), shape))
                .toList();
        List<LayerGeometry> main = same.isEmpty() ? inputs : same;
        int stride = main.stream().mapToInt(LayerGeometry::stride).max().orElse(1);
        int field = main.stream().mapToInt(LayerGeometry::receptiveField).max().orElse(1);
        if (operator instanceof MatrixMultiplication && inputs.size() > 1) {
            field = Math.max(field, Math.max(image.height(), image.width()));
        }
        Shape first = main.get(0).type().positions();
        if (shape == null) {
            return new LayerGeometry(type, stride, field);
        }
        if (first == null) {
            return new LayerGeometry(type, Math.max(1, image.height() / shape.height()), field);
        }
        if (shape.height() == 1 && shape.width() == 1 && first.height() * first.width() > 1) {
            // One window over everything: pooling over the image, flattening.
            return new LayerGeometry(type, stride * first.height(), field + (first.height() - 1) * stride);
        }
        if (operator instanceof TensorOperator && operator.window().equals(Window.POINT)) {
            return new LayerGeometry(type, scaled(stride, first.height(), shape.height()), field);
        }
        WindowAxis rows = operator.window().rows();
        return new LayerGeometry(type, stride * rows.stride(), field + (rows.extent() - 1) * stride);
    }

    /** The stride where rows are left out or repeated evenly; padding and cropping, by which their number changes otherwise, keep it. */
    private static int scaled(int stride, int before, int after) {
        int fewer = Math.round((float) before / after);
        int more = Math.round((float) after / before);
        if (fewer > 1 && Math.abs(before - fewer * after) < fewer) {
            return stride * fewer;
        }
        return more > 1 && Math.abs(after - more * before) < more ? Math.max(1, stride / more) : stride;
    }

    private static boolean haveSamePositions(@Nullable Shape a, Shape b) {
        return a != null && a.height() == b.height() && a.width() == b.width();
    }
}
