package io.github.activationatlas.inversion.internal.view;

import io.github.activationatlas.inversion.Transform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * A transformed view of square images: a list of transforms, drawn anew for each step. As in Lucid every scaling and rotation samples what the one
 * before it made, so that the view is as smooth as there.
 */
public final class View {
    private final int size;
    private final int channels;
    private final List<TransformPass> parts = new ArrayList<>();
    private final int[] sides;
    private final float[][] between;
    private int viewSide;

    /**
     * Makes room.
     *
     * @param size the images' side
     * @param channels their channels
     */
    public View(int size, int channels, List<Transform> transforms) {
        this.size = size;
        this.channels = channels;
        this.viewSide = size;
        int from = 0;
        boolean resampled = false;
        List<float[]> buffers = new ArrayList<>();
        for (int i = 0; i <= transforms.size(); i++) {
            boolean end = i == transforms.size();
            boolean resamples = !end && TransformPass.resamples(transforms.get(i));
            if (end || resamples && resampled) {
                int largest = largest(size, transforms.subList(0, i));
                parts.add(new TransformPass(largest, channels, transforms.subList(from, i)));
                buffers.add(new float[end ? 0 : largest * largest * channels]);
                from = i;
            }
            resampled |= resamples;
        }
        this.between = buffers.toArray(float[][]::new);
        this.sides = new int[parts.size()];
    }

    /** The largest side that can be viewSide. */
    static int largest(int size, List<Transform> transforms) {
        return extreme(size, transforms, scale -> Collections.max(scale.factors()));
    }

    /** The smallest side that can be viewSide. */
    static int smallest(int size, List<Transform> transforms) {
        return extreme(size, transforms, scale -> Collections.min(scale.factors()));
    }

    private static int extreme(int size, List<Transform> transforms, ToDoubleFunction<Transform.Scale> factor) {
        int side = size;
        for (Transform t : transforms) {
            side = t instanceof Transform.Scale scale
                    ? Math.max(1, (int) (side * factor.applyAsDouble(scale)))
                    : side(side, t);
        }
        return side;
    }

    static int side(int side, Transform t) {
        if (t instanceof Transform.Pad pad) {
            return side + 2 * pad.pixels();
        }
        if (t instanceof Transform.Jitter jitter) {
            return Math.max(1, side - jitter.pixels());
        }
        if (t instanceof Transform.CropToStep step) {
            return side <= step.pixels() ? side : (side - 1) / step.pixels() * step.pixels() + 1;
        }
        return t instanceof Transform.CropOrPad crop ? crop.size() : side;
    }

    /**
     * Draws the transforms anew.
     *
     * @param shared draws what images of one batch must share, their size
     * @param own draws the rest; may be the same
     */
    public void draw(RandomGenerator shared, RandomGenerator own) {
        int side = size;
        for (int i = 0; i < sides.length; i++) {
            side = parts.get(i).draw(side, shared, own);
            sides[i] = side;
        }
        viewSide = side;
    }

    /** The view's side. */
    public int side() {
        return viewSide;
    }

    /** Samples image b of [batch, channel, y, x] to image b of [batch, viewSide, viewSide, channels], as networks take them. */
    public void sample(float[] images, int b, float[] to) {
        float[] from = images;
        int offset = b * size * size * channels;
        int last = sides.length - 1;
        for (int i = 0; i < last; i++) {
            parts.get(i).sample(from, offset, between[i], 0, 1, sides[i] * sides[i]);
            from = between[i];
            offset = 0;
        }
        parts.get(last).sample(from, offset, to, b * viewSide * viewSide * channels, channels, 1);
    }

    /** Adds the gradient of image b of [batch, viewSide, viewSide, channels] to that of [batch, channel, y, x]. */
    public void reverse(float[] gradient, int b, float[] to) {
        float[] from = gradient;
        int offset = b * viewSide * viewSide * channels;
        int step = channels;
        int plane = 1;
        for (int i = sides.length - 1; i > 0; i--) {
            int pixels = sides[i - 1] * sides[i - 1];
            Arrays.fill(between[i - 1], 0, pixels * channels, 0);
            parts.get(i).reverse(from, offset, step, plane, between[i - 1], 0);
            from = between[i - 1];
            offset = 0;
            step = 1;
            plane = pixels;
        }
        parts.get(0).reverse(from, offset, step, plane, to, b * size * size * channels);
    }
}
