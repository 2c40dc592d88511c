package io.github.activationatlas.inversion.internal.image;

import io.github.activationatlas.inversion.Colors;
import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * Images of compositional pattern-producing networks, from each pixel's coordinates to its colour. Parameters are the weights, image by image. Images
 * are painted one after the other and anew for their gradients, so that memory does not grow with the batch.
 */
final class CppnParametrization implements ImageParametrization {
    private static final int HIDDEN = 8;
    private static final int UNITS = 24;
    /** The root mean squares of atan(x) and of its square for a normal x: with these every unit varies about as much as its input. */
    private static final float ANGLE = 0.67f;

    private static final float SQUARE = 0.6f;
    private static final double BIAS = 0.1;

    private final int n;
    private final int batch;
    private final int pixels;
    private final ColorDecoder decoder;
    private final CppnLayer[] layers = new CppnLayer[HIDDEN + 1];
    private final int perImage;
    private final float[] drawn;
    private final float[] weights;
    private final float[] coordinates;
    private final float[] units;
    private final float[] slopes;
    private final float[][] sums = new float[HIDDEN][];
    private final float[][] angles = new float[HIDDEN][];
    private final float[] plane;

    CppnParametrization(int size, int batch, Colors colors) {
        this.n = size;
        this.batch = batch;
        this.pixels = size * size;
        this.decoder = new ColorDecoder(colors, batch, size);
        for (int k = 0; k <= HIDDEN; k++) {
            layers[k] = new CppnLayer(k == 0 ? 3 : 2 * UNITS + 1, k == HIDDEN ? colors.channels() : UNITS, pixels);
        }
        this.perImage = Arrays.stream(layers).mapToInt(CppnLayer::length).sum();
        this.drawn = new float[length()];
        this.weights = new float[UNITS * (2 * UNITS + 1)];
        this.coordinates = new float[3 * pixels];
        this.units = new float[Math.max(2 * UNITS + 1, colors.channels()) * pixels];
        this.slopes = new float[units.length];
        for (int k = 0; k < HIDDEN; k++) {
            sums[k] = new float[UNITS * pixels];
            angles[k] = new float[UNITS * pixels];
        }
        this.plane = new float[batch * colors.channels() * pixels];
        for (int i = 0; i < pixels; i++) {
            coordinates[i] = coordinate(i % n);
            coordinates[pixels + i] = coordinate(i / n);
            coordinates[2 * pixels + i] = 1;
        }
    }

    /** Evenly from -sqrt(3) to sqrt(3): of variance 1. */
    private float coordinate(int at) {
        return (float) (Math.sqrt(3) * (2.0 * at / (n - 1) - 1));
    }

    @Override
    public int length() {
        return batch * perImage;
    }

    /** Weights of variance 1 over the number of inputs, biases of 0.1; the last layer none, so that images start grey. */
    @Override
    public void start(long seed, IntToLongFunction numbers, float[] parameters) {
        Noise.start(seed, numbers, batch, 1, perImage, 1, parameters);
        for (int at = 0; at < parameters.length; ) {
            for (int k = 0; k <= HIDDEN; k++) {
                int inputs = layers[k].inputs();
                for (int i = 0; i < layers[k].length(); i++) {
                    double spread = i % inputs == inputs - 1 ? BIAS : 1 / Math.sqrt(inputs - 1);
                    parameters[at + i] *= (float) (k == HIDDEN ? 0 : spread);
                }
                at += layers[k].length();
            }
        }
    }

    @Override
    public void fit(float[] images, float[] parameters) {
        throw new IllegalArgumentException("a network that paints (Cppn) cannot start from an image");
    }

    @Override
    public void draw(float[] parameters, float[] images) {
        System.arraycopy(parameters, 0, drawn, 0, drawn.length);
        for (int b = 0; b < batch; b++) {
            paint(b);
            for (int c = 0; c < layers[HIDDEN].outputs(); c++) {
                for (int y = 0; y < n; y++) {
                    System.arraycopy(units, c * pixels + y * n, plane, row(b, c, y), n);
                }
            }
        }
        decoder.decode(plane, images);
    }

    private int row(int b, int c, int y) {
        return ((y * batch + b) * layers[HIDDEN].outputs() + c) * n;
    }

    /** Leaves image b's free values in the units. */
    private void paint(int b) {
        int at = b * perImage;
        float[] input = coordinates;
        for (int k = 0; k < HIDDEN; k++) {
            System.arraycopy(drawn, at, weights, 0, layers[k].length());
            layers[k].forward(weights, input, sums[k]);
            activate(sums[k], angles[k]);
            input = units;
            at += layers[k].length();
        }
        System.arraycopy(drawn, at, weights, 0, layers[HIDDEN].length());
        layers[HIDDEN].forward(weights, units, units);
    }

    private void activate(float[] sum, float[] angle) {
        int count = UNITS * pixels;
        for (int i = 0; i < count; i++) {
            float t = Arctangent.of(sum[i]);
            angle[i] = t;
            units[i] = t / ANGLE;
            units[count + i] = t * t / SQUARE;
        }
        Arrays.fill(units, 2 * count, 2 * count + pixels, 1);
    }

    @Override
    public void reverse(float[] images, float[] gradient, float[] byParameters) {
        decoder.reverse(images, gradient, plane);
        for (int b = 0; b < batch; b++) {
            paint(b);
            for (int c = 0; c < layers[HIDDEN].outputs(); c++) {
                for (int y = 0; y < n; y++) {
                    System.arraycopy(plane, row(b, c, y), units, c * pixels + y * n, n);
                }
            }
            int at = (b + 1) * perImage;
            for (int k = HIDDEN; k >= 0; k--) {
                layers[k].reverse(units, weights, slopes);
                at -= layers[k].length();
                System.arraycopy(weights, 0, byParameters, at, layers[k].length());
                if (k > 0) {
                    deactivate(sums[k - 1], angles[k - 1]);
                }
            }
        }
    }

    /** Turns slopes of units into those of the sums that they come from. */
    private void deactivate(float[] sum, float[] angle) {
        int count = UNITS * pixels;
        for (int i = 0; i < count; i++) {
            float byAngle = slopes[i] / ANGLE + slopes[count + i] * 2 * angle[i] / SQUARE;
            units[i] = byAngle / (1 + sum[i] * sum[i]);
        }
    }

    @Override
    public void close() {
        Arrays.asList(layers).forEach(CppnLayer::close);
    }
}
