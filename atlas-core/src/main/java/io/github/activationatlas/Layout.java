package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.internal.table.UnitInterval;
import io.github.activationatlas.umap.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each activation vector lies on the map: x to the right and y downwards, both from 0 to 1. Immutable. Equal to another of the same
 * points.
 */
public final class Layout {
    private final float[] x;
    private final float[] y;

    private Layout(float[] x, float[] y) {
        this.x = x;
        this.y = y;
    }

    /**
     * Copies points that lie in the unit square already.
     *
     * @param points [rows, 2]
     * @return the layout
     * @throws IllegalArgumentException if a point does not lie there, or does not have two coordinates
     */
    public static Layout ofPoints(float[][] points) {
        float[] x = new float[points.length];
        float[] y = new float[points.length];
        for (int i = 0; i < points.length; i++) {
            float[] p = points[i];
            checkArgument(
                    p.length == 2 && p[0] >= 0 && p[0] <= 1 && p[1] >= 0 && p[1] <= 1,
                    "a point of a layout must be two numbers from 0 to 1, but was %s",
                    Arrays.toString(p));
            x[i] = p[0];
            y[i] = p[1];
        }
        return new Layout(x, y);
    }

    /**
     * Counts the points.
     *
     * @return one a vector
     */
    public int size() {
        return x.length;
    }

    /**
     * Returns where a vector lies.
     *
     * @param row which, from 0
     * @return 0 on the left to 1
     */
    public float x(int row) {
        return x[row];
    }

    /**
     * Returns where a vector lies.
     *
     * @param row which, from 0
     * @return 0 on top to 1
     */
    public float y(int row) {
        return y[row];
    }

    /**
     * Copies the points.
     *
     * @return [size, 2], x before y
     */
    public float[][] toArray() {
        float[][] points = new float[x.length][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new float[] {x[i], y[i]};
        }
        return points;
    }

    /**
     * Views the points as a table.
     *
     * @return two columns, x before y
     */
    public Vectors vectors() {
        return new Vectors() {
            @Override
            public int rows() {
                return x.length;
            }

            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public void copy(int row, float[] to) {
                to[0] = x[row];
                to[1] = y[row];
            }
        };
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Layout other && Arrays.equals(x, other.x) && Arrays.equals(y, other.y);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return "Layout[" + x.length + " points]";
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
        float[][] axes = new float[2][coordinates.length];
        for (int i = 0; i < coordinates.length; i++) {
            checkArgument(coordinates[i].length == 2, "point %s has %s coordinates, not 2", i, coordinates[i].length);
            axes[0][i] = coordinates[i][0];
            axes[1][i] = coordinates[i][1];
        }
        return new Layout(UnitInterval.of(axes[0]), UnitInterval.of(axes[1]));
    }

    /**
     * Brings several sets of coordinates into one frame, so that what lies together stays so.
     *
     * @param sets one a layout, each [rows, 2]
     * @return the layouts
     * @throws IllegalArgumentException as for {@link #of}
     */
    public static List<Layout> together(List<float[][]> sets) {
        float[][] all = sets.stream().flatMap(Arrays::stream).toArray(float[][]::new);
        Layout whole = of(all);
        List<Layout> layouts = new ArrayList<>();
        int from = 0;
        for (float[][] set : sets) {
            int to = from + set.length;
            layouts.add(new Layout(Arrays.copyOfRange(whole.x, from, to), Arrays.copyOfRange(whole.y, from, to)));
            from = to;
        }
        return layouts;
    }
}
