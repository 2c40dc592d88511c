package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/** Two objectives, weighted. */
public record Combination(Objective first, double firstWeight, Objective second, double secondWeight)
        implements Objective {
    public Combination {
        checkArgument(
                Double.isFinite(firstWeight) && Double.isFinite(secondWeight),
                "weights must be finite, but were %s and %s",
                firstWeight,
                secondWeight);
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        double value = firstWeight * first.evaluate(h, offset, shape, weight * firstWeight, gradient);
        return secondWeight == 0
                ? value
                : value + secondWeight * second.evaluate(h, offset, shape, weight * secondWeight, gradient);
    }
}
