package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/** One channel, at a position or as the mean over all. */
public record Channel(int channel, Positions where) implements Objective {
    public Channel {
        checkArgument(channel >= 0, "channel must be at least 0, but was %s", channel);
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        checkArgument(channel < shape.channels(), "channel must be below %s, but was %s", shape.channels(), channel);
        int positions = where.count(shape);
        double sum = 0;
        for (int i = 0; i < positions; i++) {
            int at = offset + where.at(shape, i) + channel;
            sum += h[at];
            gradient[at] += (float) (weight / positions);
        }
        return sum / positions;
    }
}
