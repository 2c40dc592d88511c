package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * Where each activation vector lies on the map: x to the right and y downwards, both from 0 to 1. Immutable but for its array, which is
 * shared; do not change it.
 *
 * @param points [rows, 2]
 */
public record Layout(float[][] points) {
    private static final double OUTLIERS = 0.01;
    private static final double MARGIN = 0.1;

    /**
     * Checks that points lie in the unit square.
     *
     * @param points [rows, 2]
     * @throws IllegalArgumentException if one does not, or does not have two coordinates
     */
    public Layout {
        for (float[] p : points) {
            checkArgument(
                    p.length == 2 && p[0] >= 0 && p[0] <= 1 && p[1] >= 0 && p[1] <= 1,
                    "a point of a layout must be two numbers from 0 to 1, but was %s",
                    Arrays.toString(p));
        }
    }

    /**
     * Brings coordinates of any scale into the unit square, each axis by itself: the range from the 1st to the 99th percentile and a tenth of
     * it on either side. The few points beyond come to lie on the edge.
     *
     * @param coordinates [rows, 2], finite, at least one row
     * @return the layout
     * @throws IllegalArgumentException if there are no rows, not two columns, or a value is not finite
     */
    public static Layout of(float[][] coordinates) {
        checkArgument(coordinates.length > 0, "there are no points to lay out");
        float[][] points = new float[coordinates.length][2];
        for (int axis = 0; axis < 2; axis++) {
            float[] sorted = new float[coordinates.length];
            for (int i = 0; i < sorted.length; i++) {
                checkArgument(
                        coordinates[i].length == 2, "point %s has %s coordinates, not 2", i, coordinates[i].length);
                float at = coordinates[i][axis];
                checkArgument(Float.isFinite(at), "point " + i + " lies at " + at);

                sorted[i] = at;
            }
            Arrays.sort(sorted);
            double low = sorted[(int) (OUTLIERS * (sorted.length - 1))];
            double high = sorted[(int) Math.ceil((1 - OUTLIERS) * (sorted.length - 1))];
            double margin = MARGIN * (high - low);
            double from = Math.max(sorted[0], low - margin);
            double to = Math.min(sorted[sorted.length - 1], high + margin);
            double range = Math.max(to - from, Float.MIN_NORMAL);
            for (int i = 0; i < points.length; i++) {
                points[i][axis] = (float) Math.max(0, Math.min(1, (coordinates[i][axis] - from) / range));
            }
        }
        return new Layout(points);
    }
}
