package io.github.activationatlas.inversion;

/**
 * One look at a square picture: a crop of it, scaled and turned, sampled bilinearly in one go. All pictures of a batch get the same look.
 * Outside the picture lies white padding, outside that, black.
 *
 * <p>A pixel of the view goes to the turned frame by the last jitter, about the frame's middle by the angle, to the crop by the scale and to
 * the picture by the first jitters.
 */
final class View {
    private static final int TAPS = 4;
    private final int size;
    private final int seen;
    private final int[] sources;
    private final float[] weights;
    private final float[] constants;

    /**
     * Lays a view out.
     *
     * @param size the picture's side
     * @param padding white pixels around it
     * @param seen the view's side
     * @param frame the side of the scaled frame
     * @param step pixels of the picture between pixels of the frame
     * @param angle radians
     * @param row the crop's first row in the picture; negative in the padding
     * @param column the crop's first column
     * @param lastRow the view's first row in the frame
     * @param lastColumn the view's first column in the frame
     */
    View(
            int size,
            int padding,
            int seen,
            int frame,
            double step,
            double angle,
            double row,
            double column,
            int lastRow,
            int lastColumn) {
        this.size = size;
        this.seen = seen;
        this.sources = new int[seen * seen * TAPS];
        this.weights = new float[sources.length];
        this.constants = new float[seen * seen];
        double middle = (frame - 1) / 2.0;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int i = 0; i < seen; i++) {
            for (int j = 0; j < seen; j++) {
                double y = i + lastRow - middle;
                double x = j + lastColumn - middle;
                double turnedY = middle + sin * x + cos * y;
                double turnedX = middle + cos * x - sin * y;
                boolean inFrame = turnedY > -1 && turnedY < frame && turnedX > -1 && turnedX < frame;
                if (inFrame) {
                    place(
                            i * seen + j,
                            (turnedY + 0.5) * step - 0.5 + row,
                            (turnedX + 0.5) * step - 0.5 + column,
                            padding);
                }
            }
        }
    }

    static View whole(int size) {
        return new View(size, 0, size, size, 1, 0, 0, 0, 0, 0);
    }

    private void place(int pixel, double y, double x, int padding) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        for (int tap = 0; tap < TAPS; tap++) {
            int row = top + tap / 2;
            int column = left + tap % 2;
            double weight = (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
            boolean inside = row >= 0 && row < size && column >= 0 && column < size;
            boolean padded = row >= -padding && row < size + padding && column >= -padding && column < size + padding;
            if (inside) {
                sources[pixel * TAPS + tap] = row * size + column;
                weights[pixel * TAPS + tap] = (float) weight;
            } else if (padded) {
                constants[pixel] += (float) weight;
            }
        }
    }

    /** The view's side. */
    int seen() {
        return seen;
    }

    /** Samples [batch, size, size, channels] to [batch, seen, seen, channels]. */
    void sample(float[] pictures, int batch, int channels, float[] to) {
        for (int b = 0; b < batch; b++) {
            int from = b * size * size * channels;
            int at = b * seen * seen * channels;
            for (int p = 0; p < seen * seen; p++, at += channels) {
                for (int c = 0; c < channels; c++) {
                    float sum = constants[p];
                    for (int tap = p * TAPS; tap < (p + 1) * TAPS; tap++) {
                        sum += weights[tap] * pictures[from + sources[tap] * channels + c];
                    }
                    to[at + c] = sum;
                }
            }
        }
    }

    /** Adds the gradient of [batch, seen, seen, channels] to that of [batch, size, size, channels]. */
    void reverse(float[] gradient, int batch, int channels, float[] to) {
        for (int b = 0; b < batch; b++) {
            int target = b * size * size * channels;
            int at = b * seen * seen * channels;
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
}
