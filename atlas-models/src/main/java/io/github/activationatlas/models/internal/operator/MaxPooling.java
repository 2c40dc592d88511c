package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.NativeCpu;
import io.github.activationatlas.models.internal.array.Operations;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.array.Views;
import io.github.activationatlas.models.internal.kernel.MaxPoolingGradient;
import io.github.activationatlas.models.internal.window.PoolingArguments;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowAxis;
import io.github.activationatlas.models.internal.window.WindowPositions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The largest value of each window. A window that reaches over a side, as in ceil mode, sees what is there. */
public record MaxPooling(Window window) implements ImageOperator {

    @Override
    public Shape output(List<Shape> in) {
        return window.output(in.get(0), in.get(0).channels());
    }

    /** Whether no window lies in the padding alone. */
    public boolean seesSomething() {
        return window.same() || seesSomething(window.rows()) && seesSomething(window.columns());
    }

    private static boolean seesSomething(WindowAxis a) {
        return a.before() < a.extent() && a.after() < a.extent();
    }

    @Override
    public Step forward(OperatorBuffers f) {
        PoolingArguments g = PoolingArguments.of(window, f.shape());
        if (!g.padded()) {
            return f.ops().custom("maxpool2d", new INDArray[] {f.input()}, f.output(), g.arguments());
        }
        INDArray padded = padded(f, g);
        return pad(f, g, padded).then(f.ops().custom("maxpool2d", new INDArray[] {padded}, f.output(), g.arguments()));
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        if (MaxPoolingGradient.fits(window) && NativeCpu.OPERATIONS != null) {
            return new MaxPoolingGradient(
                    window, f.shape(), f.outputShape(), f.input(), outputGradient, to, f.memory());
        }
        PoolingArguments g = PoolingArguments.of(window, f.shape());
        if (!g.padded()) {
            return f.ops().custom("maxpool2d_bp", new INDArray[] {f.input(), outputGradient}, to, g.arguments());
        }
        INDArray padded = padded(f, g);
        INDArray gradient =
                f.memory().scratch(1, Views.shape(f.batch(), g.margins().around(f.shape())));
        Step pool = f.ops().custom("maxpool2d_bp", new INDArray[] {padded, outputGradient}, gradient, g.arguments());
        INDArray inside =
                Operations.inside(gradient, g.margins().top(), g.margins().left(), f.shape());
        return pad(f, g, padded).then(pool).then(f.ops().copy(inside, to));
    }

    private static INDArray padded(OperatorBuffers f, PoolingArguments g) {
        return f.memory().scratch(0, Views.shape(f.batch(), g.margins().around(f.shape())));
    }

    private static Step pad(OperatorBuffers f, PoolingArguments g, INDArray padded) {
        INDArray inside =
                Operations.inside(padded, g.margins().top(), g.margins().left(), f.shape());
        return () -> {
            padded.assign(-Float.MAX_VALUE);
            inside.assign(f.input());
        };
    }

    /** The change of the position that won; ND4J has no operation for it, and it is needed once an image, not once a step. */
    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        INDArray change = inputTangents.get(0);
        WindowPositions positions = new WindowPositions(window, f.batch(), f.shape(), f.outputShape());
        float[] x = new float[f.batch() * f.shape().size()];
        float[] dx = new float[x.length];
        float[] best = new float[f.batch() * f.outputShape().size()];
        float[] dy = new float[best.length];
        int channels = f.shape().channels();
        return () -> {
            HostBuffers.read(f.input(), x);
            HostBuffers.read(change, dx);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            Arrays.fill(dy, 0);
            positions.forEachSeeing(dx, (output, input) -> {
                for (int c = 0; c < channels; c++) {
                    if (x[input + c] > best[output + c]) {
                        best[output + c] = x[input + c];
                        dy[output + c] = dx[input + c];
                    }
                }
            });
            HostBuffers.write(dy, dy.length, outputTangent);
        };
    }
}
