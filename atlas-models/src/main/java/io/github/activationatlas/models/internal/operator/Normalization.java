package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Local response normalisation across channels (Krizhevsky et al. 2012): y = x s^-beta with s = bias + alpha times the sum of the squares
 * of the channels up to {@code radius} away. The sums over neighbouring channels are a product with a banded matrix.
 */
public record Normalization(int radius, double bias, double alpha, double beta) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    public Step forward(OperatorBuffers f) {
        INDArray x = f.input();
        INDArray y = f.output();
        INDArray s = scratch(f, 0);
        INDArray squares = scratch(f, 1);
        return base(f, x, squares, s)
                .then(() -> Transforms.pow(s, -beta, false))
                .then(() -> x.muli(s, y));
    }

    /** With p = s^-beta and q = x s^(-beta-1): the gradient is g p - 2 alpha beta x B(g q), B summing over neighbours. */
    @Override
    public Step reverse(OperatorBuffers f, INDArray g, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        INDArray x = f.input();
        INDArray s = scratch(f, 0);
        INDArray q = scratch(f, 1);
        INDArray sums = scratch(f, 2);
        Step neighbours = band(f, q, sums);
        return base(f, x, q, s).then(() -> {
            q.assign(s);
            Transforms.pow(q, -beta - 1, false);
            q.muli(x).muli(g);
            neighbours.run();
            sums.muli(x).muli(-2 * alpha * beta);
            Transforms.pow(s, -beta, false);
            g.muli(s, to);
            to.addi(sums);
        });
    }

    /** The change is d p - 2 alpha beta q B(x d). */
    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray to) {
        INDArray d = inputTangents.get(0);
        INDArray x = f.input();
        INDArray s = scratch(f, 0);
        INDArray products = scratch(f, 1);
        INDArray sums = scratch(f, 2);
        Step neighbours = band(f, products, sums);
        return base(f, x, products, s).then(() -> {
            x.muli(d, products);
            neighbours.run();
            products.assign(s);
            Transforms.pow(products, -beta - 1, false);
            sums.muli(products).muli(x).muli(-2 * alpha * beta);
            Transforms.pow(s, -beta, false);
            d.muli(s, to);
            to.addi(sums);
        });
    }

    private Step base(OperatorBuffers f, INDArray x, INDArray squares, INDArray s) {
        Step neighbours = band(f, squares, s);
        return () -> {
            x.muli(x, squares);
            neighbours.run();
            s.muli(alpha).addi(bias);
        };
    }

    private Step band(OperatorBuffers f, INDArray from, INDArray to) {
        int channels = f.shape().channels();
        INDArray band = f.memory().constant(new Key(radius, channels), () -> band(channels), 1, 1, channels, channels);
        return f.ops().custom("conv2d", new INDArray[] {from, band}, to, Window.POINT.arguments(0, 0, false, 1, 0));
    }

    /** The band depends on the width that the operator meets; the other settings do not change it. */
    private record Key(int radius, int channels) {}

    private float[] band(int channels) {
        float[] band = new float[channels * channels];
        for (int i = 0; i < channels; i++) {
            for (int j = Math.max(0, i - radius); j <= Math.min(channels - 1, i + radius); j++) {
                band[i * channels + j] = 1;
            }
        }
        return band;
    }

    private static INDArray scratch(OperatorBuffers f, int slot) {
        return f.memory().scratch(slot, Views.shape(f.batch(), f.shape()));
    }
}
