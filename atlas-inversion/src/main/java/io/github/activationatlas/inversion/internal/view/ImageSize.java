package io.github.activationatlas.inversion.internal.view;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import io.github.activationatlas.inversion.Transform;
import io.github.activationatlas.inversion.VisualizerSettings;
import io.github.activationatlas.models.VisionModel;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the image size that suffices for a layer under all transforms of a visualiser. */
public final class ImageSize {
    static final int LEAST = 8;
    static final int MOST = 1024;
    public static final int DEFAULT = 80;
    /** The largest image that a network is prepared for. */
    private static final int LARGEST_VIEW = 4096;

    private final VisionModel model;
    private final String layer;
    private final VisualizerSettings settings;

    private ImageSize(VisionModel model, String layer, VisualizerSettings settings) {
        this.model = model;
        this.layer = layer;
        this.settings = settings;
    }

    /**
     * Checks the size that was set, or chooses the next larger one that suffices.
     *
     * @param chooses whether the size is the default and may be enlarged
     * @throws IllegalArgumentException if the size that was set does not suffice, or none does; the message names one that would
     */
    public static int of(VisionModel model, String layer, VisualizerSettings settings, boolean chooses) {
        ImageSize sizes = new ImageSize(model, layer, settings);
        int wanted = settings.size();
        if (sizes.suffices(wanted)) {
            return wanted;
        }
        int[] others = sizes.others(wanted);
        checkArgument(
                others.length > 0,
                "layer '%s' cannot be drawn with these transforms: no size from %s to %s is right for the network in all views",
                layer,
                LEAST,
                MOST);
        int larger = others[others.length - 1];
        checkArgument(
                chooses && larger > wanted,
                "size is %s, but layer '%s' needs %s: of %s pixels, as the transforms show them, the network leaves nothing there",
                wanted,
                layer,
                Ints.join(" or ", others),
                wanted);
        return larger;
    }

    /** The smallest size that suffices and, if that is below the one that is wanted, the next larger one. */
    private int[] others(int wanted) {
        return IntStream.of(LEAST, wanted).flatMap(this::next).distinct().toArray();
    }

    private IntStream next(int from) {
        return IntStream.rangeClosed(from, MOST).filter(this::suffices).limit(1);
    }

    private boolean suffices(int size) {
        return views(size).allMatch(side -> side <= LARGEST_VIEW && model.canRun(layer, side));
    }

    /** The sides at which the network sees images of a size; what lies between two of them suffices if both do. */
    private IntStream views(int size) {
        List<Transform> transforms = settings.transforms().forSize(size);
        boolean transformed = settings.untransformedWeight() < 1 || settings.robustViews() > 0;
        boolean middle = settings.centerCropFirst() && settings.untransformedWeight() > 0;
        return IntStream.of(
                        size,
                        transformed ? View.smallest(size, transforms) : size,
                        transformed ? View.largest(size, transforms) : size,
                        middle ? ViewEvaluator.middle(model.layer(layer), size) : size)
                .distinct();
    }
}
