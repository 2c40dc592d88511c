package io.github.activationatlas.models.internal.network;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.shape.TensorShape;

/** A network for images of any size: some operators depend on it, such as a reshape of all that an image has. Thread-safe. */
public interface NetworkSource {
    /** The name of the image. */
    String input();

    /** How an image is counted. */
    default TensorShape image(Shape image) {
        return TensorShape.image(image);
    }

    /** Why some results cannot be computed for images of a size; empty if all can. */
    default String missing(Shape image) {
        return "";
    }

    /**
     * The network for one size. For the same size it is the same object as long as it is in use.
     *
     * @return what can be computed for such images; operators whose inputs cannot are left out
     */
    Network at(Shape image);
}
