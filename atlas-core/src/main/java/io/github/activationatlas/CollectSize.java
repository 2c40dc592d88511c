package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.models.VisionModel;
import java.util.List;

/**
 * How much collecting gives if all pictures can be read.
 *
 * @param points vectors of a layer
 * @param bytes of all layers' vectors and their attributions
 */
record CollectSize(long points, long bytes) {

    static CollectSize of(VisionModel model, List<String> layers, int images, int perImage) {
        long points = (long) images * perImage;
        long classes = model.labels().names().size();
        long bytes = 0;
        for (String layer : layers) {
            bytes += points * Float.BYTES * (model.layer(layer).shape().channels() + classes);
        }
        return new CollectSize(points, bytes);
    }

    /**
     * Checks whether there are pictures and room for what comes of them.
     *
     * @throws IllegalArgumentException if not
     */
    void check() {
        checkArgument(points > 0, "there are no pictures");
        long heap = Runtime.getRuntime().maxMemory();
        checkArgument(
                bytes <= heap && points <= Integer.MAX_VALUE,
                "the activations of %s positions take %s, more than Java's heap of %s: raise it by -Xmx, or take fewer pictures, positions or layers",
                points,
                DiskSpace.told(bytes),
                DiskSpace.told(heap));
    }
}
