package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.window.PoolingArguments;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each window, or of the whole image.
 *
 * @param window the window; its kernel is not used when {@code global}
 * @param global whether one window covers the image, whatever its size
 * @param countPadding whether padding counts as zeros
 */
public record AveragePooling(Window window, boolean global, boolean countPadding) implements ImageOperator {

    public static AveragePooling overImage() {
        return new AveragePooling(Window.POINT, true, false);
    }

    private Window window(Shape in) {
        return global
                ? new Window(
                        new WindowAxis(in.height(), 1, 1, 0, 0, false), new WindowAxis(in.width(), 1, 1, 0, 0, false))
                : window;
    }

    private long[] arguments(Shape in) {
        PoolingArguments g = PoolingArguments.of(window(in), in, countPadding ? 1 : 0);
        if (g.padded()) {
            throw new IllegalArgumentException(
                    "average pooling with unequal padding is not supported on an input of " + in);
        }
        return g.arguments();
    }

    @Override
    public Shape output(List<Shape> in) {
        return window(in.get(0)).output(in.get(0), in.get(0).channels());
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return f.ops().custom("avgpool2d", new INDArray[] {f.input()}, f.output(), arguments(f.shape()));
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        return to == null
                ? () -> {}
                : f.ops().custom("avgpool2d_bp", new INDArray[] {f.input(), outputGradient}, to, arguments(f.shape()));
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        return f.ops().custom("avgpool2d", new INDArray[] {inputTangents.get(0)}, outputTangent, arguments(f.shape()));
    }
}
