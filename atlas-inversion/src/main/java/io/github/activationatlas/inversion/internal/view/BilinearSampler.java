package io.github.activationatlas.inversion.internal.view;

import io.github.activationatlas.inversion.Transform;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Of each pixel of a view where it comes from in an image, between which pixels and how much of each; and the sums over them, and back. */
final class BilinearSampler {
    private static final int TAPS = 4;
    private final int channels;
    private final boolean between;
    /** Of each pixel the first of the two by two that it is made of. */
    private final int[] sources;

    private final float[] weights;
    private final float[] constants;
    private int size;
    private int seen;
    /** Where the first pixel comes from, if pixels are only shifted and all lie in the image; otherwise negative. */
    private int origin;

    /**
     * Makes room.
     *
     * @param largest the largest side of a view
     * @param between whether pixels come to lie between those of the image
     */
    BilinearSampler(int largest, int channels, boolean between) {
        this.channels = channels;
        this.between = between;
        this.sources = new int[largest * largest];
        this.weights = new float[sources.length * TAPS];
        this.constants = new float[sources.length];
    }

    /** Begins a view of a side, of an image of a size; all of it is black. */
    void begin(int size, int seen) {
        this.size = size;
        this.seen = seen;
        origin = -1;
        Arrays.fill(weights, 0, seen * seen * TAPS, 0);
        Arrays.fill(sources, 0, seen * seen, 0);
        Arrays.fill(constants, 0, seen * seen, 0);
    }

    /** Whether the first and the last pixel were placed in the image; then all others are taken to lie between them, as far apart as there. */
    boolean isShift() {
        if (!between && weights[0] == 1 && weights[seen * seen - 1] == 1) {
            origin = sources[0];
        }
        return origin >= 0;
    }

    /** Gives a pixel a value that does not come from the image. */
    void fill(int pixel, double value) {
        constants[pixel] = (float) value;
    }

    /**
     * Says where a pixel comes from.
     *
     * @param pad what lies around the image; null for black
     */
    void place(int pixel, double y, double x, Transform.@Nullable Pad pad) {
        if (!between) {
            shift(pixel, (int) y, (int) x, pad);
            return;
        }
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        if (top >= 0 && left >= 0 && top < size - 1 && left < size - 1) {
            double down = y - top;
            double right = x - left;
            sources[pixel] = top * size + left;
            weights[pixel * TAPS] = (float) ((1 - down) * (1 - right));
            weights[pixel * TAPS + 1] = (float) ((1 - down) * right);
            weights[pixel * TAPS + 2] = (float) (down * (1 - right));
            weights[pixel * TAPS + 3] = (float) (down * right);
        } else {
            placeAtSide(pixel, y, x, top, left, pad);
        }
    }

    private void placeAtSide(int pixel, double y, double x, int top, int left, Transform.@Nullable Pad pad) {
        int padding = pad == null ? 0 : pad.pixels();
        int firstRow = Math.max(0, Math.min(size - 2, top));
        int firstColumn = Math.max(0, Math.min(size - 2, left));
        sources[pixel] = firstRow * size + firstColumn;
        for (int tap = 0; tap < TAPS; tap++) {
            int row = top + tap / 2;
            int column = left + tap % 2;
            double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
            if (row >= 0 && row < size && column >= 0 && column < size) {
                weights[pixel * TAPS + 2 * (row - firstRow) + column - firstColumn] = (float) weight;
            } else if (pad != null
                    && row >= -padding
                    && row < size + padding
                    && column >= -padding
                    && column < size + padding) {
                constants[pixel] += (float) (weight * pad.value());
            }
        }
    }

    private void shift(int pixel, int row, int column, Transform.@Nullable Pad pad) {
        if (row >= 0 && row < size && column >= 0 && column < size) {
            sources[pixel] = row * size + column;
            weights[pixel] = 1;
        } else if (pad != null) {
            constants[pixel] = (float) pad.value();
        }
    }

    /**
     * Samples one image [channel, y, x] from an offset on.
     *
     * @param step from one pixel of the result to the next
     * @param plane from one channel of the result to the next
     */
    void sample(float[] image, int from, float[] to, int offset, int step, int plane) {
        if (between) {
            blend(image, from, to, offset, step, plane);
        }
        for (int c = 0; c < channels && !between; c++) {
            copy(image, from + c * size * size, to, offset + c * plane, step);
        }
    }

    /**
     * All channels of a pixel together, which have their weights in common: read once, as what is written might be theirs. Three channels
     * are written out, which takes two thirds of the time.
     */
    private void blend(float[] image, int from, float[] to, int offset, int step, int plane) {
        int area = size * size;
        int right = size == 1 ? 0 : 1;
        int below = right * size;
        for (int p = 0; p < seen * seen; p++) {
            float a = weights[TAPS * p];
            float b = weights[TAPS * p + 1];
            float c = weights[TAPS * p + 2];
            float d = weights[TAPS * p + 3];
            float constant = constants[p];
            int at = from + sources[p];
            int target = offset + p * step;
            if (channels == 3) {
                to[target] = constant + blend(image, at, right, below, a, b, c, d);
                to[target + plane] = constant + blend(image, at + area, right, below, a, b, c, d);
                to[target + 2 * plane] = constant + blend(image, at + 2 * area, right, below, a, b, c, d);
            } else {
                for (int k = 0; k < channels; k++) {
                    to[target + k * plane] = constant + blend(image, at + k * area, right, below, a, b, c, d);
                }
            }
        }
    }

    private static float blend(float[] image, int at, int right, int below, float a, float b, float c, float d) {
        return a * image[at] + b * image[at + right] + c * image[at + below] + d * image[at + below + right];
    }

    private void copy(float[] image, int from, float[] to, int offset, int step) {
        int at = offset;
        if (origin >= 0) {
            for (int y = 0; y < seen; y++) {
                int row = from + origin + y * size;
                for (int x = 0; x < seen; x++) {
                    to[at] = image[row + x];
                    at += step;
                }
            }
            return;
        }
        for (int p = 0; p < seen * seen; p++) {
            to[at] = constants[p] + weights[p] * image[from + sources[p]];
            at += step;
        }
    }

    /** Adds the gradient of a result, laid out as {@link #sample} wrote it, to that of one image from a target on. */
    void reverse(float[] gradient, int offset, int step, int plane, float[] to, int target) {
        if (between) {
            scatter(gradient, offset, step, plane, to, target);
        }
        for (int c = 0; c < channels && !between; c++) {
            add(gradient, offset + c * plane, step, to, target + c * size * size);
        }
    }

    private void scatter(float[] gradient, int offset, int step, int plane, float[] to, int target) {
        int area = size * size;
        int right = size == 1 ? 0 : 1;
        int below = right * size;
        for (int p = 0; p < seen * seen; p++) {
            float a = weights[TAPS * p];
            float b = weights[TAPS * p + 1];
            float c = weights[TAPS * p + 2];
            float d = weights[TAPS * p + 3];
            int at = target + sources[p];
            int from = offset + p * step;
            if (channels == 3) {
                scatter(gradient[from], to, at, right, below, a, b, c, d);
                scatter(gradient[from + plane], to, at + area, right, below, a, b, c, d);
                scatter(gradient[from + 2 * plane], to, at + 2 * area, right, below, a, b, c, d);
            } else {
                for (int k = 0; k < channels; k++) {
                    scatter(gradient[from + k * plane], to, at + k * area, right, below, a, b, c, d);
                }
            }
        }
    }

    private static void scatter(float g, float[] to, int at, int right, int below, float a, float b, float c, float d) {
        to[at] += a * g;
        to[at + right] += b * g;
        to[at + below] += c * g;
        to[at + below + right] += d * g;
    }

    private void add(float[] gradient, int offset, int step, float[] to, int target) {
        int at = offset;
        if (origin >= 0) {
            for (int y = 0; y < seen; y++) {
                int row = target + origin + y * size;
                for (int x = 0; x < seen; x++) {
                    to[row + x] += gradient[at];
                    at += step;
                }
            }
            return;
        }
        for (int p = 0; p < seen * seen; p++) {
            to[target + sources[p]] += weights[p] * gradient[at];
            at += step;
        }
    }
}
