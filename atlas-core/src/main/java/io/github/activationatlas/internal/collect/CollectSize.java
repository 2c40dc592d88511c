package io.github.activationatlas.internal.collect;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.files.DiskSpace;
import io.github.activationatlas.models.VisionModel;
import java.util.List;

/**
 * How much collecting gives if all images can be read.
 *
 * @param points vectors of a layer
 * @param bytes of all layers' vectors and their attributions on the heap
 * @param saved bytes of the same on disk at least, where attributions are 16-bit floats
 */
public record CollectSize(long points, long bytes, long saved) {

    public static CollectSize of(VisionModel model, List<String> layers, int images, int perImage) {
        long points = (long) images * perImage;
        long classes = model.labels().names().size();
        long bytes = 0;
        long saved = 0;
        for (String layer : layers) {
            int channels = model.layer(layer).shape().channels();
            bytes += points * Float.BYTES * (channels + classes);
            saved += saved(points, channels, classes);
        }
        return new CollectSize(points, bytes, saved);
    }

    /** What a layer takes on disk at least. */
    public static long saved(long points, long channels, long classes) {
        return points * (Float.BYTES * channels + Short.BYTES * classes);
    }

    /**
     * Checks whether there are images and no more vectors than can be numbered.
     *
     * @throws IllegalArgumentException if not
     */
    public CollectSize checkCount() {
        checkArgument(points > 0, "there are no images");
        checkArgument(
                points <= Integer.MAX_VALUE,
                "there are %s positions, more than the %s of a layer: take fewer images or positions",
                points,
                Integer.MAX_VALUE);
        return this;
    }

    /**
     * Checks whether there is room on the heap for all of it at once.
     *
     * @throws IllegalArgumentException if not
     */
    public void checkHeap() {
        long heap = Runtime.getRuntime().maxMemory();
        checkArgument(
                bytes <= heap,
                "the activations of %s positions take %s, more than Java's heap of %s: raise it by -Xmx, or take fewer images, positions or layers",
                points,
                DiskSpace.format(bytes),
                DiskSpace.format(heap));
    }

    /** What is said where all images of a set were skipped. */
    public static String noneRead(List<String> skipped) {
        return "none of " + skipped.size() + " images could be read" + (skipped.isEmpty() ? "" : "; the first: ")
                + (skipped.isEmpty() ? "" : skipped.get(0));
    }
}
