package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/**
 * How the activation at a position lies to a direction: dot max(0.1, cos)^power, 10 cos alone, or minus 10 times the angle; over all
 * positions, the mean.
 *
 * @param direction one value a channel
 * @param power the cosine's power in the product
 * @param measure which of the three
 * @param where the position
 */
public record Alignment(float[] direction, double power, Measure measure, Positions where) implements Objective {
    /** What is made of dot product and cosine. */
    public enum Measure {
        PRODUCT,
        COSINE,
        ANGLE
    }

    static final double FLOOR = 0.1;
    private static final double COSINE_WEIGHT = 10;
    /** The angle's slope is without bound where it is 0. */
    static final double LARGEST_COSINE = 0.999;

    private static final double EPSILON = 1e-4;

    public Alignment {
        checkArgument(power >= 0 && power <= 16, "power must be between 0 and 16, but was %s", power);
        direction = direction.clone();
        double sum = 0;
        for (float v : direction) {
            checkArgument(Float.isFinite(v), "a direction must be finite, but holds %s", v);
            sum += Math.abs(v);
        }
        checkArgument(sum > 0, "a direction must not be all zero");
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        checkArgument(
                direction.length == shape.channels(),
                "the direction has %s values, but the layer has %s channels",
                direction.length,
                shape.channels());
        int positions = where.count(shape);
        double sum = 0;
        for (int i = 0; i < positions; i++) {
            sum += at(h, offset + where.at(shape, i), weight / positions, gradient);
        }
        return sum / positions;
    }

    private double at(float[] h, int at, double weight, float[] gradient) {
        double dot = 0;
        double hh = 0;
        double vv = 0;
        for (int c = 0; c < direction.length; c++) {
            dot += (double) h[at + c] * direction[c];
            hh += (double) h[at + c] * h[at + c];
            vv += (double) direction[c] * direction[c];
        }
        double hNorm = Math.sqrt(hh);
        double scale = 1 / ((EPSILON + hNorm) * (EPSILON + Math.sqrt(vv)));
        double cos = dot * scale;
        // d cos = scale v - cos / (epsilon + |h|) h / |h|
        double alongH = hNorm == 0 ? 0 : -cos / ((EPSILON + hNorm) * hNorm);
        double byDot;
        double byCos;
        double value;
        if (measure == Measure.PRODUCT) {
            double held = Math.max(FLOOR, cos);
            value = dot * Math.pow(held, power);
            byDot = Math.pow(held, power);
            byCos = cos > FLOOR && power > 0 ? dot * power * Math.pow(held, power - 1) : 0;
        } else if (measure == Measure.COSINE) {
            value = COSINE_WEIGHT * cos;
            byDot = 0;
            byCos = COSINE_WEIGHT;
        } else {
            double bounded = Math.max(-LARGEST_COSINE, Math.min(LARGEST_COSINE, cos));
            value = -COSINE_WEIGHT * Math.acos(bounded);
            byDot = 0;
            byCos = bounded == cos ? COSINE_WEIGHT / Math.sqrt(1 - cos * cos) : 0;
        }
        float byDirection = (float) (weight * (byDot + byCos * scale));
        float byH = (float) (weight * byCos * alongH);
        for (int c = 0; c < direction.length; c++) {
            gradient[at + c] += byDirection * direction[c] + byH * h[at + c];
        }
        return value;
    }
}
