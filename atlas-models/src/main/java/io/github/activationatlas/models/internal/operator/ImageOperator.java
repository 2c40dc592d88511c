package io.github.activationatlas.models.internal.operator;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.shape.TensorShape;
import java.util.List;

/** An operator on images, whose values have the shape [batch, height, width, channels], or on vectors, which are images of 1 x 1. */
public sealed interface ImageOperator extends Operator
        permits ElementwiseOp,
                AveragePooling,
                ChannelAffine,
                Concatenation,
                Convolution,
                Cropping,
                Dense,
                Flattening,
                ConcatenatedConvolution,
                MaxPooling,
                Normalization,
                Padding,
                RedirectedRelu,
                RelaxedMaxPooling,
                Sum {

    Shape output(List<Shape> inputs);

    @Override
    default TensorShape result(List<TensorShape> inputs) {
        Shape shape = output(inputs.stream().map(ImageOperator::image).toList());
        TensorShape result = inputs.get(0).rank() == 2 ? TensorShape.of(1, shape.channels()) : TensorShape.image(shape);
        return result.withBatch(inputs.get(0).batch());
    }

    /**
     * Sees a tensor as an image.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Shape image(TensorShape tensor) {
        Shape image = tensor.image();
        checkArgument(image != null, "an image is expected, not a tensor of the shape %s", tensor);
        return image;
    }
}
