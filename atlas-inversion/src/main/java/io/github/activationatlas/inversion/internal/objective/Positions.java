package io.github.activationatlas.inversion.internal.objective;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;

/**
 * The positions of a layer that an objective depends on.
 *
 * @param all whether at all positions
 * @param down rows below the middle
 * @param right columns right of the middle
 */
public record Positions(boolean all, int down, int right) {
    public static final int EVERYWHERE = Integer.MAX_VALUE;
    public static final Positions ALL = new Positions(true, 0, 0);
    public static final Positions MIDDLE = new Positions(false, 0, 0);

    /** How far from the middle position an objective reaches; {@link #EVERYWHERE} if that is unknown. */
    public static int reach(Objective objective) {
        if (objective instanceof Alignment alignment) {
            return alignment.where().equals(MIDDLE) ? 0 : EVERYWHERE;
        }
        if (objective instanceof Channel channel) {
            return channel.where().equals(MIDDLE) ? 0 : EVERYWHERE;
        }
        if (objective instanceof Combination sum) {
            return Math.max(reach(sum.first()), reach(sum.second()));
        }
        if (objective instanceof NeighborhoodMean) {
            return NeighborhoodMean.REACH;
        }
        return objective instanceof WhitenedCosine ? 0 : EVERYWHERE;
    }

    /** The start of the middle position's values; of an even number of positions the one behind the middle. */
    public static int middle(Shape shape) {
        return (shape.height() / 2 * shape.width() + shape.width() / 2) * shape.channels();
    }

    int count(Shape shape) {
        return all ? shape.height() * shape.width() : 1;
    }

    /** The start of the i-th position's values. */
    int at(Shape shape, int i) {
        if (all) {
            return i * shape.channels();
        }
        int row = shape.height() / 2 + down;
        int column = shape.width() / 2 + right;
        checkArgument(
                row >= 0 && row < shape.height() && column >= 0 && column < shape.width(),
                "the position %s down and %s right of the middle is outside the layer's %s x %s",
                down,
                right,
                shape.height(),
                shape.width());
        return (row * shape.width() + column) * shape.channels();
    }
}
