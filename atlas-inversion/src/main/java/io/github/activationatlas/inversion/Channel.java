package io.github.activationatlas.inversion;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.models.plan.Shape;

/** One channel, at the middle position or as the mean over all. */
record Channel(int channel, boolean middle) implements Objective {
    Channel {
        checkArgument(channel >= 0, "channel must be at least 0, but was %s", channel);
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        checkArgument(channel < shape.channels(), "channel must be below %s, but was %s", shape.channels(), channel);
        if (middle) {
            int at = offset + Positions.middle(shape) + channel;
            gradient[at] += (float) weight;
            return h[at];
        }
        int positions = shape.height() * shape.width();
        double sum = 0;
        for (int i = 0; i < positions; i++) {
            int at = offset + i * shape.channels() + channel;
            sum += h[at];
            gradient[at] += (float) (weight / positions);
        }
        return sum / positions;
    }
}
