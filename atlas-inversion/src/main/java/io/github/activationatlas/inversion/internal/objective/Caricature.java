package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/** How near all activations are to an image's: by direction, which exaggerates, or by distance. */
public record Caricature(float[] reference, Shape shape, double power, boolean distance) implements Objective {
    public Caricature {
        checkArgument(reference.length == shape.size(), "%s values are not of shape %s", reference.length, shape);
        checkArgument(power >= 0 && power <= 16, "power must be between 0 and 16, but was %s", power);
        reference = reference.clone();
    }

    @Override
    public double evaluate(float[] h, int offset, Shape seen, double weight, float[] gradient) {
        checkArgument(
                seen.equals(shape),
                "the reference has shape %s, but the layer has %s: use Transforms.NONE and the reference's size",
                shape,
                seen);
        return distance ? distance(h, offset, weight, gradient) : alignment(h, offset, weight, gradient);
    }

    private double distance(float[] h, int offset, double weight, float[] gradient) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double d = h[offset + i] - reference[i];
            sum += d * d;
            gradient[offset + i] -= (float) (weight * 2 * d / reference.length);
        }
        return -sum / reference.length;
    }

    private double alignment(float[] h, int offset, double weight, float[] gradient) {
        double dot = 0;
        double hh = 1e-12;
        double rr = 1e-12;
        for (int i = 0; i < reference.length; i++) {
            dot += (double) h[offset + i] * reference[i];
            hh += (double) h[offset + i] * h[offset + i];
            rr += (double) reference[i] * reference[i];
        }
        double cos = dot / Math.sqrt(hh * rr);
        double held = Math.max(Alignment.FLOOR, cos);
        double count = shape.height() * (double) shape.width();
        double byCos = cos > Alignment.FLOOR && power > 0 ? dot * power * Math.pow(held, power - 1) : 0;
        for (int i = 0; i < reference.length; i++) {
            double d = Math.pow(held, power) * reference[i]
                    + byCos * (reference[i] / Math.sqrt(hh * rr) - cos * h[offset + i] / hh);
            gradient[offset + i] += (float) (weight * d / count);
        }
        return dot * Math.pow(held, power) / count;
    }
}
