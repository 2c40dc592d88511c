package io.github.activationatlas;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import io.github.activationatlas.stats.Shrinkage;
import io.github.activationatlas.umap.Vectors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layout cut into square cells, those with too few points left out. Every point lies in exactly one cell: a cell holds its upper and left
 * border. Immutable.
 *
 * @param size cells a side
 * @param cells the cells that hold enough points, row by row
 * @param variances for each class, the variance of attributions around their cell's average, pooled over the cells; 0 if no cell holds two
 *     points; empty if that is not known
 */
public record Grid(int size, List<GridCell> cells, List<Double> variances) {
    /**
     * Copies the lists.
     *
     * @param size cells a side
     * @param cells the cells that hold enough points, row by row
     * @param variances a number a class, or none
     */
    public Grid {
        cells = ImmutableList.copyOf(cells);
        variances = ImmutableList.copyOf(variances);
    }

    /**
     * Takes cells of which it is not known how attributions vary within them, and which are ranked by their averages alone.
     *
     * @param size cells a side
     * @param cells the cells that hold enough points, row by row
     */
    public Grid(int size, List<GridCell> cells) {
        this(size, cells, List.of());
    }

    /**
     * Bins a layer.
     *
     * @param activations the vectors
     * @param layout where they lie, a point a vector
     * @param size cells a side, 1 to 1000
     * @param minPoints the fewest points that make a cell, at least 1
     * @return the grid
     * @throws IllegalArgumentException if a number is outside its range, the layout is of another length, or no cell holds enough points
     */
    public static Grid of(LayerActivations activations, Layout layout, int size, int minPoints) {
        checkArgument(size >= 1 && size <= 1000, "grid must be between 1 and 1000, but was %s", size);
        checkArgument(minPoints >= 1, "minPoints must be at least 1, but was %s", minPoints);
        checkArgument(
                layout.size() == activations.size(),
                "the layout has %s points, but layer %s has %s vectors",
                layout.size(),
                activations.layer(),
                activations.size());
        int[] starts = new int[size * size + 1];
        int[] members = byCell(layout, size, starts);
        ImmutableList.Builder<GridCell> builder = ImmutableList.builder();
        for (int place = 0; place < size * size; place++) {
            if (starts[place + 1] - starts[place] >= minPoints) {
                int[] rows = Arrays.copyOfRange(members, starts[place], starts[place + 1]);
                builder.add(new GridCell(
                        place % size,
                        place / size,
                        rows,
                        mean(activations.vectors(), rows),
                        mean(activations.attributions(), rows)));
            }
        }
        ImmutableList<GridCell> cells = builder.build();
        checkArgument(
                !cells.isEmpty(),
                "no cell of the grid of %s x %s holds %s of the %s points; lower minPoints or the grid's size",
                size,
                size,
                minPoints,
                layout.size());
        return new Grid(size, cells, variances(activations.attributions(), cells));
    }

    /** All points by the cells where they lie, in order, and where each cell's points start. */
    private static int[] byCell(Layout layout, int size, int[] starts) {
        int[] places = new int[layout.size()];
        for (int i = 0; i < places.length; i++) {
            int column = Math.min(size - 1, (int) (layout.x(i) * size));
            int row = Math.min(size - 1, (int) (layout.y(i) * size));
            places[i] = row * size + column;
            starts[places[i] + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = starts.clone();
        int[] members = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            members[next[places[i]]++] = i;
        }
        return members;
    }

    private static List<Double> variances(Vectors rows, List<GridCell> cells) {
        double[] variances = new double[rows.dimension()];
        float[] row = new float[rows.dimension()];
        int beyondFirst = 0;
        for (GridCell cell : cells) {
            beyondFirst += cell.count() - 1;
            float[] mean = cell.attribution();
            for (int i = 0; i < cell.count(); i++) {
                rows.copy(cell.member(i), row);
                for (int c = 0; c < variances.length; c++) {
                    double off = row[c] - mean[c];
                    variances[c] += off * off;
                }
            }
        }
        for (int c = 0; c < variances.length; c++) {
            variances[c] /= Math.max(1, beyondFirst);
        }
        return Doubles.asList(variances);
    }

    private static float[] mean(Vectors rows, int[] members) {
        double[] sum = new double[rows.dimension()];
        float[] row = new float[sum.length];
        for (int i : members) {
            rows.copy(i, row);
            for (int c = 0; c < sum.length; c++) {
                sum[c] += row[c];
            }
        }
        float[] mean = new float[sum.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = (float) (sum[c] / members.length);
        }
        return mean;
    }

    /**
     * Finds the cell where a point lies.
     *
     * @param x from 0 on the left to 1
     * @param y from 0 on top to 1
     * @return the cell; nothing if too few points lie there to make one
     */
    public Optional<GridCell> cellAt(double x, double y) {
        int column = Math.min(size - 1, (int) (x * size));
        int row = Math.min(size - 1, (int) (y * size));
        // Cells are in the order of their places.
        int low = 0;
        int high = cells.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            GridCell cell = cells.get(middle);
            int place = cell.row() * size + cell.column();
            if (place == row * size + column) {
                return Optional.of(cell);
            } else if (place < row * size + column) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /**
     * Finds the cell where a point lies, or the one whose middle is nearest to it along either axis.
     *
     * @param x from 0 on the left to 1
     * @param y from 0 on top to 1
     * @return the cell, as an index into the cells
     */
    public int nearest(double x, double y) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < cells.size(); i++) {
            GridCell cell = cells.get(i);
            double distance = Math.max(Math.abs(x * size - cell.column() - 0.5), Math.abs(y * size - cell.row() - 0.5));
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    /**
     * Computes how strongly each cell supports a class, for a layer of colour over the map.
     *
     * @param classIndex the class
     * @param sign which effect is shown
     * @return for each cell, its average attribution as a share of the largest of this class and sign, 0 to 1; 0 where the effect is of the
     *     other sign
     * @throws IllegalArgumentException if there is no such class, or attributions are not known
     */
    public double[] overlay(int classIndex, Sign sign) {
        double[] effects = new double[cells.size()];
        double largest = 0;
        for (int i = 0; i < effects.length; i++) {
            effects[i] = Math.max(0, sign.factor * cells.get(i).attribution(classIndex));
            largest = Math.max(largest, effects[i]);
        }
        for (int i = 0; i < effects.length && largest > 0; i++) {
            effects[i] /= largest;
        }
        return effects;
    }

    /**
     * Computes how far the cells' average attributions are to be trusted.
     *
     * @param classIndex the class
     * @return what draws the average of few activations towards the average of all that lie in cells
     * @throws IllegalArgumentException if there is no such class, or attributions are not known
     */
    public Shrinkage shrinkage(int classIndex) {
        double[] averages =
                cells.stream().mapToDouble(cell -> cell.attribution(classIndex)).toArray();
        int[] counts = cells.stream().mapToInt(GridCell::count).toArray();
        return Shrinkage.of(counts, averages, variances.isEmpty() ? 0 : variances.get(classIndex));
    }

    /**
     * Orders the cells by how strongly they support a class: by their average attribution, drawn towards that of all activations the more the
     * fewer they hold, since an average of few is often large by chance.
     *
     * @param classIndex the class
     * @return indices into the cells, the strongest first
     * @throws IllegalArgumentException if there is no such class, or attributions are not known
     */
    public List<Integer> strongest(int classIndex) {
        Shrinkage shrinkage = shrinkage(classIndex);
        double[] values = cells.stream()
                .mapToDouble(cell -> shrinkage.of(cell.attribution(classIndex), cell.count()))
                .toArray();
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .toList();
    }

    /** Which effect on a class is looked at. */
    public enum Sign {
        /** Positive attribution. */
        FOR(1),
        /** Negative attribution. */
        AGAINST(-1);

        private final int factor;

        Sign(int factor) {
            this.factor = factor;
        }
    }

    /**
     * Computes how large a cell's icon is to be drawn: full for the densest tenth of the cells, smaller the fewer points a cell holds, so that
     * the map shows where activations are many.
     *
     * @param cell one of the cells
     * @return the icon's side as a share of the cell's, 0.4 to 1
     */
    public double iconScale(GridCell cell) {
        return iconScale(cell.count(), fullCount());
    }

    /**
     * Returns how large each cell's icon is drawn, as {@link #iconScale} does, for grids of many thousand cells.
     *
     * @return shares of a cell's side, in the order of the cells
     */
    public double[] iconScales() {
        int full = fullCount();
        return cells.stream().mapToDouble(cell -> iconScale(cell.count(), full)).toArray();
    }

    private int fullCount() {
        int[] counts = cells.stream().mapToInt(GridCell::count).sorted().toArray();
        return counts[(int) (0.9 * (counts.length - 1))];
    }

    private static double iconScale(int count, int full) {
        return Math.min(1, 0.4 + 0.6 * Math.log(1 + count) / Math.log(1 + full));
    }
}
