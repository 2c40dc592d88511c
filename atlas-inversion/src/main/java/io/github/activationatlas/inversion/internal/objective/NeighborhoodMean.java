package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/**
 * The weighted mean of an objective at the middle position and at the eight around it, those that the layer has.
 *
 * @param middle an objective at the middle position alone
 * @param share the weight of a position beside the middle, whose own is 1; a corner has its square
 */
public record NeighborhoodMean(Objective middle, double share) implements Objective {
    /** How far from the middle it reaches. */
    static final int REACH = 1;

    public NeighborhoodMean {
        checkArgument(share > 0 && share <= 1, "share must be above 0 and at most 1, but was %s", share);
        checkArgument(
                Positions.reach(middle) == 0, "only an objective at the middle has a nearby one, but was %s", middle);
    }

    @Override
    public double evaluate(float[] h, int offset, Shape shape, double weight, float[] gradient) {
        int row = shape.height() / 2;
        int column = shape.width() / 2;
        double total = sum(row, shape.height()) * sum(column, shape.width());
        double value = 0;
        for (int i = -REACH; i <= REACH; i++) {
            for (int j = -REACH; j <= REACH; j++) {
                if (isIn(row + i, shape.height()) && isIn(column + j, shape.width())) {
                    double part = weight(i) * weight(j) / total;
                    int shifted = offset + (i * shape.width() + j) * shape.channels();
                    value += part * middle.evaluate(h, shifted, shape, weight * part, gradient);
                }
            }
        }
        return value;
    }

    private static boolean isIn(int place, int length) {
        return place >= 0 && place < length;
    }

    private double weight(int away) {
        return away == 0 ? 1 : share;
    }

    private double sum(int middle, int length) {
        double sum = 0;
        for (int i = -REACH; i <= REACH; i++) {
            sum += isIn(middle + i, length) ? weight(i) : 0;
        }
        return sum;
    }
}
