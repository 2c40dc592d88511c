package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A sequence of transforms, drawn anew for each step, so that the result does not depend on single pixels. Those that move pixels are combined
 * and sampled bilinearly. Immutable and thread-safe.
 */
public final class Transforms {
    /**
     * The chain of the activation atlas notebooks in Lucid: white padding of 2 pixels, jitters of 4, 4, 8, 8 and 8, a scale of 0.67 to 1.03,
     * a rotation of up to 20 degrees, a jitter of 2. Of 80 pixels the network sees 32 to 51. Jitters are smaller on images below 72.
     */
    public static final Transforms LUCID = new Transforms("LUCID", ImmutableList.of());

    /** The same, cut to one of at most six sizes, from 29 to 49 of 80 pixels, for which the network is sooner prepared. */
    public static final Transforms ATLAS = new Transforms("ATLAS", ImmutableList.of());

    /** What Lucid calls standard: grey padding of 12, a jitter of 8, a scale of 0.9 to 1.1, a rotation of up to 10 degrees, a jitter of 4. */
    public static final Transforms STANDARD = new Transforms(
            "STANDARD",
            ImmutableList.of(
                    new Transform.Pad(12, 0.5),
                    new Transform.Jitter(8),
                    new Transform.Scale(range(0.9, 0.02, 11)),
                    new Transform.Rotate(standardAngles()),
                    new Transform.Jitter(4)));

    /** Shifts of up to an eighth of the image. */
    public static final Transforms JITTER = new Transforms("JITTER", ImmutableList.of());

    /** None: the whole image, every time. */
    public static final Transforms NONE = new Transforms("NONE", ImmutableList.of());

    private static final List<Double> ATLAS_SCALES = atlasScales();
    private static final List<Double> ATLAS_ANGLES = angles(5, 20, 10, 5);

    private final String name;
    private final ImmutableList<Transform> list;

    private Transforms(String name, ImmutableList<Transform> list) {
        this.name = name;
        this.list = list;
    }

    /**
     * Creates a sequence of transforms.
     *
     * @param transforms what is done first comes first
     * @return the sequence
     */
    public static Transforms of(Transform... transforms) {
        for (Transform transform : checkNotNull(transforms, "transforms must not be null")) {
            checkNotNull(transform, "transforms must not hold null");
        }
        ImmutableList<Transform> list = ImmutableList.copyOf(transforms);
        return new Transforms(list.toString(), list);
    }

    /**
     * Lists the transforms for images of a size, on which some of the presets depend.
     *
     * @param size the side of the images in pixels, at least 1
     * @return an immutable list; what is done first comes first
     */
    public List<Transform> forSize(int size) {
        if (equals(LUCID)) {
            return atlas(size);
        }
        if (equals(ATLAS)) {
            return ImmutableList.<Transform>builder()
                    .addAll(atlas(size))
                    .add(new Transform.CropToStep(4))
                    .build();
        }
        return equals(JITTER) ? ImmutableList.of(new Transform.Jitter(Math.max(1, size / 8))) : list;
    }

    private static ImmutableList<Transform> atlas(int size) {
        int margin = size >= 72 ? 8 : size >= 48 ? 4 : size >= 24 ? 2 : 1;
        return ImmutableList.of(
                new Transform.Pad(2, 1),
                new Transform.Jitter(margin / 2),
                new Transform.Jitter(margin / 2),
                new Transform.Jitter(margin),
                new Transform.Jitter(margin),
                new Transform.Jitter(margin),
                new Transform.Scale(ATLAS_SCALES),
                new Transform.Rotate(ATLAS_ANGLES),
                new Transform.Jitter(2));
    }

    private static List<Double> range(double first, double step, int count) {
        ImmutableList.Builder<Double> values = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            values.add(first + step * i);
        }
        return values.build();
    }

    /** 0.995^n for n from -5 to 79, and twice 0.998^n for n from 20 to 39. */
    private static List<Double> atlasScales() {
        List<Double> scales = new ArrayList<>();
        for (int n = -5; n < 80; n++) {
            scales.add(Math.pow(0.995, n));
        }
        for (int n = 20; n < 40; n++) {
            scales.addAll(Collections.nCopies(2, Math.pow(0.998, n)));
        }
        return ImmutableList.copyOf(scales);
    }

    /** Whole degrees from -reach to reach - 1 for each reach, and some zeros. */
    private static List<Double> angles(int zeros, int... reaches) {
        List<Double> angles = new ArrayList<>(Collections.nCopies(zeros, 0.0));
        for (int reach : reaches) {
            for (int a = -reach; a < reach; a++) {
                angles.add((double) a);
            }
        }
        return ImmutableList.copyOf(angles);
    }

    private static List<Double> standardAngles() {
        List<Double> angles = new ArrayList<>(Collections.nCopies(5, 0.0));
        for (int a = -10; a <= 10; a++) {
            angles.add((double) a);
        }
        return ImmutableList.copyOf(angles);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transforms t && t.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
