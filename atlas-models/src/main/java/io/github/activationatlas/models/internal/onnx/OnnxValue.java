package io.github.activationatlas.models.internal.onnx;

import io.github.activationatlas.models.internal.shape.TensorShape;

/** A named value of a file: known when the network is read, or computed for each image. */
sealed interface OnnxValue {
    TensorShape shape();

    /**
     * A value that does not depend on the image.
     *
     * @param fixed whether it does not depend on the image's size either
     */
    record Constant(String name, OnnxTensor tensor, boolean fixed) implements OnnxValue {
        @Override
        public TensorShape shape() {
            return tensor.shape();
        }
    }

    /** What an operator gives for an image, or the image. */
    record Result(String name, TensorShape shape) implements OnnxValue {}
}
