package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import io.github.activationatlas.models.VisionModel;
import java.util.List;
import java.util.stream.IntStream;

/** Which size of pictures suffices for a layer in all the ways in which a visualiser looks at them. */
final class PictureSize {
    static final int LEAST = 8;
    static final int MOST = 1024;
    static final int DEFAULT = 80;
    /** The largest picture that a network is prepared for. */
    private static final int LARGEST_VIEW = 4096;

    private final VisualizerBuilder options;
    private final VisionModel model;

    private PictureSize(VisualizerBuilder options) {
        this.options = options;
        this.model = options.model;
    }

    /**
     * Checks the size that was set, or chooses one: 80, or the next larger one that suffices.
     *
     * @throws IllegalArgumentException if the size that was set does not suffice, or none does; the message names one that would
     */
    static int of(VisualizerBuilder options) {
        PictureSize sizes = new PictureSize(options);
        int wanted = options.size == 0 ? DEFAULT : options.size;
        if (sizes.suffices(wanted)) {
            return wanted;
        }
        int[] others = sizes.others(wanted);
        checkArgument(
                others.length > 0,
                "layer '%s' cannot be drawn with these transforms: no size from %s to %s is right for the network in all views",
                options.layer,
                LEAST,
                MOST);
        int larger = others[others.length - 1];
        checkArgument(
                options.size == 0 && larger > wanted,
                "size is %s, but layer '%s' needs %s: of %s pixels, as the transforms show them, the network leaves nothing there",
                wanted,
                options.layer,
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
        return views(size).allMatch(side -> side <= LARGEST_VIEW && model.canRun(options.layer, side));
    }

    /** The sides at which the network sees pictures of a size; what lies between two of them suffices if both do. */
    private IntStream views(int size) {
        List<Transform> transforms = options.transforms.forSize(size);
        boolean moved = options.plainView < 1 || options.robustViews > 0;
        boolean middle = options.middleFirst && options.plainView > 0;
        return IntStream.of(
                        size,
                        moved ? View.smallest(size, transforms) : size,
                        moved ? View.largest(size, transforms) : size,
                        middle ? Looks.middle(options, size) : size)
                .distinct();
    }
}
