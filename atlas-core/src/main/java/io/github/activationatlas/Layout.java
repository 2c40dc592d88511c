package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
            float[] along = new float[coordinates.length];
            for (int i = 0; i < along.length; i++) {
                checkArgument(
                        coordinates[i].length == 2, "point %s has %s coordinates, not 2", i, coordinates[i].length);
                along[i] = coordinates[i][axis];
            }
            float[] unit = unit(along);
            for (int i = 0; i < unit.length; i++) {
                points[i][axis] = unit[i];
            }
        }
        return new Layout(points);
    }

    /** The same for several sets of coordinates in one frame, so that what lies together stays so. */
    static List<Layout> together(List<float[][]> sets) {
        float[][] all = sets.stream().flatMap(Arrays::stream).toArray(float[][]::new);
        float[][] points = of(all).points();
        List<Layout> layouts = new ArrayList<>();
        int from = 0;
        for (float[][] set : sets) {
            layouts.add(new Layout(Arrays.copyOfRange(points, from, from + set.length)));
            from += set.length;
        }
        return layouts;
    }

    /** Brings one axis into the range from 0 to 1. */
    static float[] unit(float[] along) {
        for (int i = 0; i < along.length; i++) {
            checkArgument(Float.isFinite(along[i]), "point " + i + " lies at " + along[i]);
        }
        float[] sorted = along.clone();
        Arrays.sort(sorted);
        double low = sorted[(int) (OUTLIERS * (sorted.length - 1))];
        double high = sorted[(int) Math.ceil((1 - OUTLIERS) * (sorted.length - 1))];
        double margin = MARGIN * (high - low);
        double from = Math.max(sorted[0], low - margin);
        double to = Math.min(sorted[sorted.length - 1], high + margin);
        double range = Math.max(to - from, Float.MIN_NORMAL);
        float[] unit = new float[along.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) Math.max(0, Math.min(1, (along[i] - from) / range));
        }
        return unit;
    }
}
