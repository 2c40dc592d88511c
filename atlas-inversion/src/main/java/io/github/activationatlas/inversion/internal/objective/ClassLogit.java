package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/** A class's logit. */
public record ClassLogit(int classIndex) implements Objective {
    public ClassLogit {
        checkArgument(classIndex >= 0, "classIndex must be at least 0, but was %s", classIndex);
    }

    @Override
    public double evaluate(float[] logits, int offset, Shape shape, double weight, float[] gradient) {
        checkArgument(classIndex < shape.size(), "classIndex must be below %s, but was %s", shape.size(), classIndex);
        gradient[offset + classIndex] += (float) weight;
        return logits[offset + classIndex];
    }
}
