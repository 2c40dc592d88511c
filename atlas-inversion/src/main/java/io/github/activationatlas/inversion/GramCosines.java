package io.github.activationatlas.inversion;

import io.github.activationatlas.models.plan.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cosines between the Gram matrices G = A'A of pictures' activations A, [positions, channels]. With S the sum of the matrices, each over its
 * length, a picture's cosines with all pictures together are one inner product with S. So the work grows with the batch, not with its square.
 * Only S and one G are held: each G is computed twice instead. A thread keeps its memory from step to step until it releases it.
 */
final class GramCosines implements AutoCloseable {
    private static final ThreadLocal<@Nullable GramCosines> OWN = new ThreadLocal<>();
    private final int channels;
    private final GramProducts products;
    private final float[] gram;
    private final float[] sum;
    private float[] picture = new float[0];
    private float[] transposed = new float[0];

    private GramCosines(int channels) {
        this.channels = channels;
        this.products = new GramProducts(channels);
        this.gram = new float[channels * channels];
        this.sum = new float[gram.length];
    }

    /** Minus the mean over pairs times the strength; adds weight times its gradient. */
    static double evaluate(float[] h, int batch, Shape shape, double strength, double weight, float[] gradient) {
        GramCosines own = OWN.get();
        if (own == null || own.channels != shape.channels()) {
            release();
            own = new GramCosines(shape.channels());
            OWN.set(own);
        }
        return own.evaluate(h, batch, shape.height() * shape.width(), strength, weight, gradient);
    }

    /** Frees this thread's memory. */
    static void release() {
        GramCosines own = OWN.get();
        if (own != null) {
            own.close();
            OWN.remove();
        }
    }

    private double evaluate(float[] h, int batch, int positions, double strength, double weight, float[] gradient) {
        int size = positions * channels;
        if (picture.length < size) {
            picture = new float[size];
            transposed = new float[size];
        }
        Arrays.fill(sum, 0);
        for (int i = 0; i < batch; i++) {
            gram(h, i * size, positions);
            add(1 / length(inner(gram)));
        }
        double share = -strength * 2 / (batch * (batch - 1.0));
        double value = 0;
        for (int i = 0; i < batch; i++) {
            gram(h, i * size, positions);
            double square = inner(gram);
            double length = length(square);
            double others = inner(sum) / length - square / (length * length);
            value += share * others / 2;
            // |G| changes, and G by 2 A with A: the cosines by 2 A (S - (1 + others) G / |G|) / |G|.
            double factor = 2 * share * weight / length;
            slope((float) factor, (float) (-factor * (1 + others) / length));
            products.times(positions, gram, picture);
            for (int k = 0; k < size; k++) {
                gradient[i * size + k] += picture[k];
            }
        }
        return value;
    }

    private void gram(float[] h, int offset, int positions) {
        System.arraycopy(h, offset, picture, 0, positions * channels);
        for (int p = 0; p < positions; p++) {
            for (int c = 0; c < channels; c++) {
                transposed[c * positions + p] = picture[p * channels + c];
            }
        }
        products.gram(picture, transposed, positions, gram);
    }

    /** The inner product of G and another matrix; four sums at a time, as one addition would wait for the other. */
    private double inner(float[] other) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int k = 0;
        for (; k + 4 <= gram.length; k += 4) {
            first += (double) gram[k] * other[k];
            second += (double) gram[k + 1] * other[k + 1];
            third += (double) gram[k + 2] * other[k + 2];
            fourth += (double) gram[k + 3] * other[k + 3];
        }
        for (; k < gram.length; k++) {
            first += (double) gram[k] * other[k];
        }
        return first + second + third + fourth;
    }

    private static double length(double square) {
        return Math.sqrt(Math.max(1e-12, square));
    }

    private void add(double factor) {
        for (int k = 0; k < gram.length; k++) {
            sum[k] += (float) (factor * gram[k]);
        }
    }

    /** Puts a S + b G where G was. */
    private void slope(float a, float b) {
        for (int k = 0; k < gram.length; k++) {
            gram[k] = a * sum[k] + b * gram[k];
        }
    }

    @Override
    public void close() {
        products.close();
    }
}
