package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.inversion.Whitening;
import io.github.activationatlas.models.Shape;

/** 10 h'Sv / sqrt(h'Sh v'Sv) at the middle position, or minus 10 times the angle whose cosine that is. */
public final class WhitenedCosine implements Objective {
    private static final double WEIGHT = 10;
    private static final double EPSILON = 1e-12;
    private final float[] direction;
    private final float[] whitened;
    private final Whitening whitening;
    private final double vv;
    private final boolean angle;

    public WhitenedCosine(float[] direction, Whitening whitening, boolean angle) {
        this.angle = angle;
        this.direction = direction.clone();
        this.whitening = whitening;
        this.whitened = whitening.apply(direction);
        double sum = 0;
        for (int c = 0; c < direction.length; c++) {
            sum += (double) direction[c] * whitened[c];
        }
        checkArgument(sum > 0, "the direction's length in whitened space must be above 0, but its square is %s", sum);
        this.vv = sum;
    }

    float[] direction() {
        return direction;
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        checkArgument(
                direction.length == shape.channels(),
                "the direction has %s values, but the layer has %s channels",
                direction.length,
                shape.channels());
        int at = offset + Positions.middle(shape);
        float[] own = ThreadBuffers.floats(direction.length);
        whitening.apply(h, at, own);
        double hv = 0;
        double hh = EPSILON;
        for (int c = 0; c < direction.length; c++) {
            hv += (double) h[at + c] * whitened[c];
            hh += (double) h[at + c] * own[c];
        }
        double length = Math.sqrt(Math.max(EPSILON, hh) * vv);
        double cos = hv / length;
        double bounded = Math.max(-Alignment.LARGEST_COSINE, Math.min(Alignment.LARGEST_COSINE, cos));
        double byAngle = bounded == cos ? 1 / Math.sqrt(1 - cos * cos) : 0;
        double factor = weight * WEIGHT * (angle ? byAngle : 1);
        for (int c = 0; c < direction.length; c++) {
            gradient[at + c] += (float) (factor * (whitened[c] / length - cos * own[c] / hh));
        }
        return WEIGHT * (angle ? -Math.acos(bounded) : cos);
    }
}
