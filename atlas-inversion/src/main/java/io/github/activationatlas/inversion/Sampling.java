package io.github.activationatlas.inversion;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Transforms that are sampled bilinearly in one go; at most one of them scales or turns. Laid out anew for each step in the same memory.
 * Outside a frame that was turned or enlarged lies black.
 */
final class Sampling {
    private static final int TAPS = 4;
    private final List<Transform> transforms;
    private final int channels;
    private final boolean resamples;
    /** Of each transform: the side before it, and what was drawn. */
    private final int[] sides;

    private final double[] first;
    private final double[] second;
    /** Of each pixel the first of the two by two that it is made of. */
    private final int[] sources;

    private final float[] weights;
    private final float[] constants;
    private final ColorShift colors;
    private int size;
    private int seen;
    /** Where the first pixel comes from, if pixels are only shifted and all lie in the picture; otherwise negative. */
    private int origin;

    /**
     * Makes room.
     *
     * @param largest the largest side of a result
     */
    Sampling(int largest, int channels, List<Transform> transforms) {
        this.transforms = transforms;
        this.channels = channels;
        this.resamples = transforms.stream().anyMatch(Sampling::resamples);
        this.sides = new int[transforms.size()];
        this.first = new double[sides.length];
        this.second = new double[sides.length];
        this.sources = new int[largest * largest];
        this.weights = new float[sources.length * TAPS];
        this.constants = new float[sources.length];
        this.colors = new ColorShift(channels);
    }

    /** Whether pixels come to lie between others. */
    static boolean resamples(Transform t) {
        return t instanceof Transform.Scale || t instanceof Transform.Rotate;
    }

    /**
     * Draws anew; gives the side of the result.
     *
     * @param size the side of what is sampled
     * @param shared draws what pictures of one batch must share, their size
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

    private static double pick(ImmutableDoubleArray values, RandomGenerator random) {
        return values.get(random.nextInt(values.length()));
    }

    private void layOut() {
        origin = resamples ? -1 : origin();
        if (origin >= 0) {
            return;
        }
        Arrays.fill(weights, 0, seen * seen * TAPS, 0);
        Arrays.fill(sources, 0, seen * seen, 0);
        for (int p = 0; p < seen * seen; p++) {
            constants[p] = 0;
            trace(p);
        }
    }

    private int origin() {
        int last = seen * seen - 1;
        weights[0] = 0;
        weights[last] = 0;
        trace(0);
        trace(last);
        return weights[0] == 1 && weights[last] == 1 ? sources[0] : -1;
    }

    /** Follows a pixel back to the picture. */
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
                    constants[pixel] = (float) pad.value();
                    return;
                }
            }
        }
        place(pixel, y, x);
    }

    private static boolean outside(double y, double x, double margin, double side) {
        return y <= -0.5 - margin || x <= -0.5 - margin || y >= side - 0.5 + margin || x >= side - 0.5 + margin;
    }

    private void place(int pixel, double y, double x) {
        if (!resamples) {
            shift(pixel, (int) y, (int) x);
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
            placeAtSide(pixel, y, x, top, left);
        }
    }

    private void placeAtSide(int pixel, double y, double x, int top, int left) {
        Transform.Pad pad = !transforms.isEmpty() && transforms.get(0) instanceof Transform.Pad p ? p : null;
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

    private void shift(int pixel, int row, int column) {
        if (row >= 0 && row < size && column >= 0 && column < size) {
            sources[pixel] = row * size + column;
            weights[pixel] = 1;
        } else if (!transforms.isEmpty() && transforms.get(0) instanceof Transform.Pad pad) {
            constants[pixel] = (float) pad.value();
        }
    }

    /**
     * Samples one picture [channel, y, x] from an offset on.
     *
     * @param step from one pixel of the result to the next
     * @param plane from one channel of the result to the next
     */
    void sample(float[] picture, int from, float[] to, int offset, int step, int plane) {
        if (resamples) {
            blend(picture, from, to, offset, step, plane);
        }
        for (int c = 0; c < channels && !resamples; c++) {
            copy(picture, from + c * size * size, to, offset + c * plane, step);
        }
        colors.apply(to, offset, seen * seen, step, plane);
    }

    /**
     * All channels of a pixel together, which have their weights in common: read once, as what is written might be theirs. Three channels
     * are written out, which takes two thirds of the time.
     */
    private void blend(float[] picture, int from, float[] to, int offset, int step, int plane) {
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
                to[target] = constant + blend(picture, at, right, below, a, b, c, d);
                to[target + plane] = constant + blend(picture, at + area, right, below, a, b, c, d);
                to[target + 2 * plane] = constant + blend(picture, at + 2 * area, right, below, a, b, c, d);
            } else {
                for (int k = 0; k < channels; k++) {
                    to[target + k * plane] = constant + blend(picture, at + k * area, right, below, a, b, c, d);
                }
            }
        }
    }

    private static float blend(float[] picture, int at, int right, int below, float a, float b, float c, float d) {
        return a * picture[at] + b * picture[at + right] + c * picture[at + below] + d * picture[at + below + right];
    }

    private void copy(float[] picture, int from, float[] to, int offset, int step) {
        int at = offset;
        if (origin >= 0) {
            for (int y = 0; y < seen; y++) {
                int row = from + origin + y * size;
                for (int x = 0; x < seen; x++) {
                    to[at] = picture[row + x];
                    at += step;
                }
            }
            return;
        }
        for (int p = 0; p < seen * seen; p++) {
            to[at] = constants[p] + weights[p] * picture[from + sources[p]];
            at += step;
        }
    }

    /** Adds the gradient of a result, laid out as {@link #sample} wrote it, to that of one picture from a target on. */
    void reverse(float[] gradient, int offset, int step, int plane, float[] to, int target) {
        colors.reverse(gradient, offset, seen * seen, step, plane);
        if (resamples) {
            scatter(gradient, offset, step, plane, to, target);
        }
        for (int c = 0; c < channels && !resamples; c++) {
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
