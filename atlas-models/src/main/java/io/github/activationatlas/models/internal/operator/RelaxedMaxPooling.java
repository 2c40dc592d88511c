package io.github.activationatlas.models.internal.operator;

import io.github.activationatlas.models.Shape;
import io.github.activationatlas.models.internal.array.HostBuffers;
import io.github.activationatlas.models.internal.array.Step;
import io.github.activationatlas.models.internal.window.Window;
import io.github.activationatlas.models.internal.window.WindowPositions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Max-pooling whose derivative is that of a smoother pooling of the same windows, so that gradients do not jump from winner to winner
 * (Olah et al., "The Building Blocks of Interpretability", Distill 2018): the mean of the window, or mean(u^2) / (0.01 + mean(|u|)).
 *
 * @param pooling what is computed forward
 * @param squares whether the second formula is differentiated rather than the mean
 */
public record RelaxedMaxPooling(MaxPooling pooling, boolean squares) implements ImageOperator {
    private static final float EPSILON = 1e-2f;

    @Override
    public Shape output(List<Shape> in) {
        return pooling.output(in);
    }

    @Override
    public Window window() {
        return pooling.window();
    }

    @Override
    public Step forward(OperatorBuffers f) {
        return pooling.forward(f);
    }

    @Override
    public Step reverse(OperatorBuffers f, INDArray outputGradient, List<@Nullable INDArray> inputGradients) {
        INDArray to = inputGradients.get(0);
        if (to == null) {
            return () -> {};
        }
        Slopes slopes = new Slopes(f);
        float[] dx = new float[slopes.x.length];
        float[] dy = new float[slopes.count.length];
        int channels = f.shape().channels();
        return () -> {
            slopes.measure();
            HostBuffers.read(outputGradient, dy);
            Arrays.fill(dx, 0);
            slopes.positions.forEach((output, input) -> {
                for (int c = 0; c < channels; c++) {
                    dx[input + c] += dy[output + c] * slopes.at(output + c, input + c);
                }
            });
            HostBuffers.write(dx, dx.length, to);
        };
    }

    @Override
    public Step tangent(OperatorBuffers f, List<@Nullable INDArray> inputTangents, INDArray outputTangent) {
        INDArray change = inputTangents.get(0);
        Slopes slopes = new Slopes(f);
        float[] dx = new float[slopes.x.length];
        float[] dy = new float[slopes.count.length];
        int channels = f.shape().channels();
        return () -> {
            slopes.measure();
            HostBuffers.read(change, dx);
            Arrays.fill(dy, 0);
            slopes.positions.forEach((output, input) -> {
                for (int c = 0; c < channels; c++) {
                    dy[output + c] += dx[input + c] * slopes.at(output + c, input + c);
                }
            });
            HostBuffers.write(dy, dy.length, outputTangent);
        };
    }

    /** How much a pooled value would change with each place of its window. */
    private final class Slopes {
        private final OperatorBuffers frame;
        private final WindowPositions positions;
        private final float[] x;
        private final float[] count;
        private final float[] square;
        private final float[] size;

        Slopes(OperatorBuffers f) {
            frame = f;
            positions = new WindowPositions(pooling.window(), f.batch(), f.shape(), f.outputShape());
            x = new float[f.batch() * f.shape().size()];
            count = new float[f.batch() * f.outputShape().size()];
            square = new float[count.length];
            size = new float[count.length];
        }

        /** Sums over the windows for the values that are there now. */
        void measure() {
            HostBuffers.read(frame.input(), x);
            Arrays.fill(count, 0);
            Arrays.fill(square, 0);
            Arrays.fill(size, 0);
            int channels = frame.shape().channels();
            positions.forEach((output, input) -> {
                for (int c = 0; c < channels; c++) {
                    float u = x[input + c];
                    count[output + c]++;
                    square[output + c] += u * u;
                    size[output + c] += Math.abs(u);
                }
            });
        }

        float at(int output, int input) {
            float n = count[output];
            if (!squares) {
                return 1 / n;
            }
            float u = x[input];
            float below = EPSILON + size[output] / n;
            return (2 * u - Math.signum(u) * square[output] / n / below) / (n * below);
        }
    }
}
