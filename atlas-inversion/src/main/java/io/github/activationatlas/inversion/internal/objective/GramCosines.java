package io.github.activationatlas.inversion.internal.objective;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Cosines between the Gram matrices G = A'A of images' activations A, [positions, channels]. With S the sum of the matrices, each over its
 * length, all that is needed are A G, for which |G|^2 = A . A G, and A S, for which G . S = A . A S: so the work grows with the batch, not
 * with its square, and no matrix is ever read. Memory is kept from step to step. One thread at a
 * time.
 */
final class GramCosines implements AutoCloseable {
    private final int channels;
    private final INDArray matrix;
    /** By the number of rows: views have few sizes. */
    private final Map<Integer, GramProducts> products = new HashMap<>();

    private float[] image = new float[0];
    private float[] byOwn = new float[0];
    private float[] byOwns = new float[0];
    private float[] bySum = new float[0];
    private float[] factors = new float[0];
    private double[] squares = new double[0];

    GramCosines(int channels) {
        this.channels = channels;
        this.matrix = Nd4j.create(DataType.FLOAT, channels, channels);
    }

    /** Minus the mean over pairs times the strength; adds weight times its gradient. */
    double evaluate(float[] h, int batch, int positions, double strength, double weight, float[] gradient) {
        int size = positions * channels;
        reserve(batch, positions);
        Arrays.fill(factors, 0, positions, 1);
        for (int i = 0; i < batch; i++) {
            System.arraycopy(h, i * size, image, 0, size);
            products(positions).run(image, factors, byOwn);
            System.arraycopy(byOwn, 0, byOwns, i * size, size);
            squares[i] = inner(h, byOwns, i * size, size);
        }
        for (int i = 0; i < batch; i++) {
            Arrays.fill(factors, i * positions, (i + 1) * positions, (float) (1 / length(i)));
        }
        products(batch * positions).run(h, factors, bySum);
        double share = -strength * 2 / (batch * (batch - 1.0));
        double value = 0;
        for (int i = 0; i < batch; i++) {
            double length = length(i);
            double others = inner(h, bySum, i * size, size) / length - squares[i] / (length * length);
            value += share * others / 2;
            // |G| changes, and G by 2 A with A: the cosines by 2 A (S - (1 + others) G / |G|) / |G|.
            float factor = (float) (2 * share * weight / length);
            float rest = (float) ((1 + others) / length);
            for (int k = i * size; k < (i + 1) * size; k++) {
                gradient[k] += factor * (bySum[k] - rest * byOwns[k]);
            }
        }
        return value;
    }

    private void reserve(int batch, int positions) {
        int size = positions * channels;
        if (squares.length < batch || byOwn.length < size || bySum.length < batch * size) {
            image = new float[size];
            byOwn = new float[size];
            byOwns = new float[batch * size];
            bySum = new float[batch * size];
            factors = new float[batch * positions];
            squares = new double[batch];
        }
    }

    private GramProducts products(int rows) {
        return products.computeIfAbsent(rows, r -> new GramProducts(r, channels, matrix));
    }

    private static double inner(float[] a, float[] b, int from, int count) {
        double inner = 0;
        for (int k = from; k < from + count; k++) {
            inner += (double) a[k] * b[k];
        }
        return inner;
    }

    private double length(int image) {
        return Math.sqrt(Math.max(1e-12, squares[image]));
    }

    @Override
    public void close() {
        products.values().forEach(GramProducts::close);
        matrix.close();
    }
}
