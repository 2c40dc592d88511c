package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/** The mean of |h - from|^order over all activations, order 1 or 2. */
public record ActivationNorm(int order, double from) implements Objective {
    public ActivationNorm {
        checkArgument(Double.isFinite(from), "from must be finite, but was %s", from);
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        double sum = 0;
        int count = shape.size();
        for (int i = offset; i < offset + count; i++) {
            double d = h[i] - from;
            sum += order == 1 ? Math.abs(d) : d * d;
            gradient[i] += (float) (weight / count * (order == 1 ? Math.signum(d) : 2 * d));
        }
        return sum / count;
    }
}
