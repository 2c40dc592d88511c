package io.github.activationatlas.inversion.internal.view;

import io.github.activationatlas.inversion.Transform;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Transforms that are sampled bilinearly in one go; at most one of them scales or turns. Laid out anew for each step in the same memory.
 * Outside a frame that was turned or enlarged lies black.
 */
final class TransformPass {
    private final List<Transform> transforms;
    private final boolean resamples;
    /** Of each transform: the side before it, and what was drawn. */
    private final int[] sides;

    private final double[] first;
    private final double[] second;
    private final BilinearSampler samples;
    private final ColorJitter colors;
    private int size;
    private int seen;

    /**
     * Makes room.
     *
     * @param largest the largest side of a result
     */
    TransformPass(int largest, int channels, List<Transform> transforms) {
        this.transforms = transforms;
        this.resamples = transforms.stream().anyMatch(TransformPass::resamples);
        this.sides = new int[transforms.size()];
        this.first = new double[sides.length];
        this.second = new double[sides.length];
        this.samples = new BilinearSampler(largest, channels, resamples);
        this.colors = new ColorJitter(channels);
    }

    /** Whether pixels come to lie between others. */
    static boolean resamples(Transform t) {
        return t instanceof Transform.Scale || t instanceof Transform.Rotate;
    }

    /**
     * Draws anew; gives the side of the result.
     *
     * @param size the side of what is sampled
     * @param shared draws what images of one batch must share, their size
     * @param own draws the rest; may be the same
     */
    int draw(int size, RandomGenerator shared, RandomGenerator own) {
        this.size = size;
        int side = size;
        colors.reset();
        for (int i = 0; i < sides.length; i++) {
            Transform t = transforms.get(i);
            sides[i] = side;
            int next = View.side(side, t);
            if (t instanceof Transform.Jitter || t instanceof Transform.CropToStep) {
                first[i] = own.nextInt(side - next + 1);
                second[i] = own.nextInt(side - next + 1);
            } else if (t instanceof Transform.CropOrPad) {
                first[i] = Math.floorDiv(side - next, 2);
            } else if (t instanceof Transform.Scale scale) {
                next = Math.max(1, (int) (side * pick(scale.factors(), shared)));
                first[i] = (double) side / next;
            } else if (t instanceof Transform.Rotate rotate) {
                double angle = Math.toRadians(pick(rotate.degrees(), own));
                first[i] = Math.cos(angle);
                second[i] = Math.sin(angle);
            } else if (!(t instanceof Transform.Pad)) {
                colors.draw(t, own);
            }
            side = next;
        }
        seen = side;
        layOut();
        return seen;
    }

    private static double pick(List<Double> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }

    private void layOut() {
        samples.begin(size, seen);
        if (!resamples) {
            trace(0);
            trace(seen * seen - 1);
            if (samples.isShift()) {
                return;
            }
            samples.begin(size, seen);
        }
        for (int p = 0; p < seen * seen; p++) {
            trace(p);
        }
    }

    /** Follows a pixel back to the image. */
    private void trace(int pixel) {
        int row = pixel / seen;
        double y = row;
        double x = pixel % seen;
        for (int i = sides.length - 1; i >= 0; i--) {
            Transform t = transforms.get(i);
            double end = sides[i];
            if (t instanceof Transform.Jitter || t instanceof Transform.CropToStep) {
                y += first[i];
                x += second[i];
            } else if (t instanceof Transform.Scale) {
                y = (y + 0.5) * first[i] - 0.5;
                x = (x + 0.5) * first[i] - 0.5;
            } else if (t instanceof Transform.Rotate) {
                double middle = (end - 1) / 2;
                double fromY = y - middle;
                double fromX = x - middle;
                y = middle + second[i] * fromX + first[i] * fromY;
                x = middle + first[i] * fromX - second[i] * fromY;
                if (outside(y, x, 0.5, end)) {
                    return;
                }
            } else if (t instanceof Transform.CropOrPad) {
                y += first[i];
                x += first[i];
                if (outside(y, x, 0, end)) {
                    return;
                }
            } else if (t instanceof Transform.Pad pad) {
                y -= pad.pixels();
                x -= pad.pixels();
                if (i > 0 && outside(y, x, 0, end)) {
                    samples.fill(pixel, pad.value());
                    return;
                }
            }
        }
        samples.place(
                pixel, y, x, !transforms.isEmpty() && transforms.get(0) instanceof Transform.Pad pad ? pad : null);
    }

    private static boolean outside(double y, double x, double margin, double side) {
        return y <= -0.5 - margin || x <= -0.5 - margin || y >= side - 0.5 + margin || x >= side - 0.5 + margin;
    }

    /**
     * Samples one image [channel, y, x] from an offset on.
     *
     * @param step from one pixel of the result to the next
     * @param plane from one channel of the result to the next
     */
    void sample(float[] image, int from, float[] to, int offset, int step, int plane) {
        samples.sample(image, from, to, offset, step, plane);
        colors.apply(to, offset, seen * seen, step, plane);
    }

    /** Adds the gradient of a result, laid out as {@link #sample} wrote it, to that of one image from a target on. */
    void reverse(float[] gradient, int offset, int step, int plane, float[] to, int target) {
        colors.reverse(gradient, offset, seen * seen, step, plane);
        samples.reverse(gradient, offset, step, plane, to, target);
    }
}
