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
    /** Of each transform: the side before it, and what was drawn. */
    private final int[] sides;

    private final double[] first;
    private final double[] second;
    private final int[] sources;
    private final float[] weights;
    private final float[] constants;
    private final ColorShift colors;
    private int size;
    private int seen;

    /**
     * Makes room.
     *
     * @param largest the largest side of a result
     */
    Sampling(int largest, int channels, List<Transform> transforms) {
        this.transforms = transforms;
        this.sides = new int[transforms.size()];
        this.first = new double[sides.length];
        this.second = new double[sides.length];
        this.sources = new int[largest * largest * TAPS];
        this.weights = new float[sources.length];
        this.constants = new float[largest * largest];
        this.colors = new ColorShift(channels);
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
        Arrays.fill(weights, 0, seen * seen * TAPS, 0);
        Arrays.fill(sources, 0, seen * seen * TAPS, 0);
        for (int p = 0; p < seen * seen; p++) {
            constants[p] = 0;
            trace(p);
        }
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
        Transform.Pad pad = !transforms.isEmpty() && transforms.get(0) instanceof Transform.Pad p ? p : null;
        int padding = pad == null ? 0 : pad.pixels();
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        for (int tap = 0; tap < TAPS; tap++) {
            int row = top + tap / 2;
            int column = left + tap % 2;
            double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
            if (row >= 0 && row < size && column >= 0 && column < size) {
                sources[pixel * TAPS + tap] = row * size + column;
                weights[pixel * TAPS + tap] = (float) weight;
            } else if (pad != null
                    && row >= -padding
                    && row < size + padding
                    && column >= -padding
                    && column < size + padding) {
                constants[pixel] += (float) (weight * pad.value());
            }
        }
    }

    /** Samples one picture [size, size, channels] to [seen, seen, channels], each from an offset on. */
    void sample(float[] picture, int from, int channels, float[] to, int offset) {
        if (channels == 3) {
            sampleColors(picture, from, to, offset);
        } else {
            sampleAny(picture, from, channels, to, offset);
        }
        colors.apply(to, offset, seen * seen);
    }

    private void sampleColors(float[] picture, int from, float[] to, int offset) {
        int at = offset;
        for (int p = 0; p < seen * seen; p++, at += 3) {
            float red = constants[p];
            float green = red;
            float blue = red;
            for (int tap = p * TAPS; tap < (p + 1) * TAPS; tap++) {
                int source = from + sources[tap] * 3;
                float weight = weights[tap];
                red += weight * picture[source];
                green += weight * picture[source + 1];
                blue += weight * picture[source + 2];
            }
            to[at] = red;
            to[at + 1] = green;
            to[at + 2] = blue;
        }
    }

    private void sampleAny(float[] picture, int from, int channels, float[] to, int offset) {
        int at = offset;
        for (int p = 0; p < seen * seen; p++, at += channels) {
            Arrays.fill(to, at, at + channels, constants[p]);
            for (int tap = p * TAPS; tap < (p + 1) * TAPS; tap++) {
                int source = from + sources[tap] * channels;
                for (int c = 0; c < channels; c++) {
                    to[at + c] += weights[tap] * picture[source + c];
                }
            }
        }
    }

    /** Adds the gradient of one picture [seen, seen, channels] to that of [size, size, channels], each from an offset on. */
    void reverse(float[] gradient, int offset, int channels, float[] to, int target) {
        colors.reverse(gradient, offset, seen * seen);
        if (channels == 3) {
            reverseColors(gradient, offset, to, target);
        } else {
            reverseAny(gradient, offset, channels, to, target);
        }
    }

    private void reverseColors(float[] gradient, int offset, float[] to, int target) {
        int at = offset;
        for (int p = 0; p < seen * seen; p++, at += 3) {
            float red = gradient[at];
            float green = gradient[at + 1];
            float blue = gradient[at + 2];
            for (int tap = p * TAPS; tap < (p + 1) * TAPS; tap++) {
                int source = target + sources[tap] * 3;
                float weight = weights[tap];
                to[source] += weight * red;
                to[source + 1] += weight * green;
                to[source + 2] += weight * blue;
            }
        }
    }

    private void reverseAny(float[] gradient, int offset, int channels, float[] to, int target) {
        int at = offset;
        for (int p = 0; p < seen * seen; p++, at += channels) {
            for (int tap = p * TAPS; tap < (p + 1) * TAPS; tap++) {
                int source = target + sources[tap] * channels;
                for (int c = 0; c < channels; c++) {
                    to[source + c] += weights[tap] * gradient[at + c];
                }
            }
        }
    }
}
