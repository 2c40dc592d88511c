package io.github.activationatlas.inversion.internal.objective;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;
import org.jspecify.annotations.Nullable;

/** The directions that objectives ask for. */
public final class Directions {
    private Directions() {}

    /** The first direction in an objective; null if there is none. */
    public static float @Nullable [] of(Objective objective) {
        if (objective instanceof Alignment alignment) {
            return alignment.direction();
        }
        if (objective instanceof WhitenedCosine whitened) {
            return whitened.direction();
        }
        if (objective instanceof NeighborhoodMean nearby) {
            return of(nearby.middle());
        }
        if (objective instanceof Combination sum) {
            float[] first = of(sum.first());
            return first != null ? first : of(sum.second());
        }
        return null;
    }

    /** The cosine between a direction and the middle activation. */
    public static double cosine(float[] direction, float[] h, int offset, Shape shape) {
        int at = offset + Positions.middle(shape);
        double dot = 0;
        for (int c = 0; c < direction.length; c++) {
            dot += (double) direction[c] * h[at + c];
        }
        return dot / Math.max(1e-8, length(direction, 0, direction.length) * length(h, at, direction.length));
    }

    public static double length(float[] values, int from, int count) {
        // Four sums side by side: one alone waits for each of its additions.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 3 < from + count; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < from + count; i++) {
            a += (double) values[i] * values[i];
        }
        return Math.sqrt(a + b + c + d);
    }
}
