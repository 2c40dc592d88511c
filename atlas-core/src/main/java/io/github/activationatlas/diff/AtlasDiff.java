package io.github.activationatlas.diff;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.github.activationatlas.AtlasLayer;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Compares two atlases of the same pictures and places: of two networks, of one before and after training, or of two layers. Vectors of
 * different networks cannot be compared, so a region is followed by what lies in it: its activations are alike in one atlas, and the question
 * is whether the same pictures and places are alike in the other. Immutable.
 */
public final class AtlasDiff {
    /** Half of what it was is a clear loss; noise alone changes a cohesion by a few hundredths. */
    private static final double LOST = 0.5;

    private static final double MOVED = 0.25;
    private static final int FEWEST = 5;
    private final ImmutableList<RegionChange> changes;

    private AtlasDiff(ImmutableList<RegionChange> changes) {
        this.changes = changes;
    }

    /**
     * Compares.
     *
     * @param before a layer of the first atlas
     * @param after the same layer, or another, of the second atlas
     * @param grid cells a side; both must have such a grid
     * @return the changes
     * @throws IllegalArgumentException if the atlases are not of the same pictures, in the same order and places, or lack the grid
     */
    public static AtlasDiff between(AtlasLayer before, AtlasLayer after, int grid) {
        checkArgument(
                Arrays.equals(before.activations().images(), after.activations().images()),
                "the atlases are of different pictures: %s activations beside %s; collect both with the same pictures, perImage and seed",
                before.activations().size(),
                after.activations().size());
        Grid first = before.grid(grid).grid();
        Grid second = after.grid(grid).grid();
        Directions old = new Directions(before.activations().values());
        Directions young = new Directions(after.activations().values());
        Fit fit = new Fit(after.layout().points(), before.layout().points());
        List<RegionChange> changes = new ArrayList<>();
        for (int i = 0; i < first.cells().size(); i++) {
            GridCell cell = first.cells().get(i);
            if (cell.count() >= FEWEST) {
                changes.add(change(false, i, cell, old, young, distance(cell.members(), before, after, fit)));
            }
        }
        for (int i = 0; i < second.cells().size(); i++) {
            GridCell cell = second.cells().get(i);
            if (cell.count() >= FEWEST) {
                RegionChange change = change(true, i, cell, old, young, distance(cell.members(), before, after, fit));
                if (change.kind() == RegionChange.Kind.APPEARS) {
                    changes.add(change);
                }
            }
        }
        return new AtlasDiff(changes.stream()
                .sorted(Comparator.comparing((RegionChange c) -> c.kind())
                        .thenComparing(c -> -Math.abs(c.cohesionAfter() - c.cohesionBefore()))
                        .thenComparing(c -> -c.distance()))
                .collect(ImmutableList.toImmutableList()));
    }

    private static RegionChange change(
            boolean fromSecond, int index, GridCell cell, Directions old, Directions young, double distance) {
        double before = old.cohesion(cell.members());
        double after = young.cohesion(cell.members());
        RegionChange.Kind kind = distance > MOVED ? RegionChange.Kind.MOVES : RegionChange.Kind.STAYS;
        if (fromSecond && before < LOST * after) {
            kind = RegionChange.Kind.APPEARS;
        } else if (!fromSecond && after < LOST * before) {
            kind = RegionChange.Kind.VANISHES;
        }
        return new RegionChange(kind, index, cell, before, after, distance);
    }

    /** Between the middles; medians, since a few stray points should not count. */
    private static double distance(int[] rows, AtlasLayer before, AtlasLayer after, Fit fit) {
        double[][] was = new double[2][rows.length];
        double[][] is = new double[2][rows.length];
        for (int i = 0; i < rows.length; i++) {
            float[] a = before.layout().points()[rows[i]];
            float[] b = after.layout().points()[rows[i]];
            double[] fitted = fit.apply(b[0], b[1]);
            for (int axis = 0; axis < 2; axis++) {
                was[axis][i] = a[axis];
                is[axis][i] = fitted[axis];
            }
        }
        return Math.hypot(median(is[0]) - median(was[0]), median(is[1]) - median(was[1]));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /**
     * Lists what became of every region of at least five activations.
     *
     * @return first what appears, then what vanishes, moves and stays; the greatest change first
     */
    public List<RegionChange> changes() {
        return changes;
    }

    /**
     * Lists one kind of change.
     *
     * @param kind which
     * @return the changes, the greatest first
     */
    public List<RegionChange> changes(RegionChange.Kind kind) {
        return changes.stream().filter(c -> c.kind() == kind).toList();
    }
}
