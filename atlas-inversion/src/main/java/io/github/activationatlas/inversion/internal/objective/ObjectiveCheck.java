package io.github.activationatlas.inversion.internal.objective;

import io.github.activationatlas.inversion.Objective;
import io.github.activationatlas.models.Shape;
import java.util.List;

/** Evaluates objectives on a layer of zeros, so that one that does not fit is refused before the first step. */
public final class ObjectiveCheck {
    private final Shape layer;
    private final float[] zeros;
    private final float[] gradient;

    private ObjectiveCheck(Shape layer) {
        this.layer = layer;
        this.zeros = new float[layer.size()];
        this.gradient = new float[layer.size()];
    }

    /**
     * Checks objectives.
     *
     * @param layer the layer's shape for images of some size
     * @throws IllegalArgumentException if one does not fit the layer's channels
     */
    public static void check(List<? extends Objective> objectives, Shape layer) {
        ObjectiveCheck fit = new ObjectiveCheck(layer);
        objectives.forEach(fit::check);
    }

    private void check(Objective objective) {
        if (objective instanceof Combination sum) {
            check(sum.first());
            check(sum.second());
        } else if (objective instanceof NeighborhoodMean nearby) {
            check(nearby.middle());
        } else if (!dependsOnSize(objective)) {
            objective.evaluate(zeros, 0, layer, 0, gradient);
        }
    }

    /** Whether it may fit the layer at another image size alone. */
    private static boolean dependsOnSize(Objective objective) {
        return objective instanceof Caricature
                || objective instanceof SameDiffFunction
                || objective instanceof Alignment alignment && !fixed(alignment.where())
                || objective instanceof Channel channel && !fixed(channel.where());
    }

    private static boolean fixed(Positions where) {
        return where.equals(Positions.MIDDLE) || where.equals(Positions.ALL);
    }
}
