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
 * Compares two atlases of the same images and places: of two networks, of one before and after training, or of two layers. Vectors of
 * different networks cannot be compared, so a region is followed by what lies in it: its activations are alike in one atlas, and the question
 * is whether the same images and places are alike in the other. Images are known by their names; what only one atlas holds is left out.
 * Immutable.
 */
public final class AtlasDiff {
    /** Half of what it was is a clear loss; noise alone changes a cohesion by a few hundredths. */
    private static final double LOST = 0.5;

    private static final double MOVED = 0.25;
    private static final int FEWEST = 5;
    private final ImmutableList<RegionChange> changes;
    private final int compared;

    private AtlasDiff(ImmutableList<RegionChange> changes, int compared) {
        this.changes = changes;
        this.compared = compared;
    }

    /**
     * Compares.
     *
     * @param before a layer of the first atlas
     * @param after the same layer, or another, of the second atlas
     * @param grid cells a side; both must have such a grid
     * @return the changes
     * @throws IllegalArgumentException if the atlases have fewer than five places of images in common, or lack the grid
     */
    public static AtlasDiff between(AtlasLayer before, AtlasLayer after, int grid) {
        Pairs pairs = Pairs.of(before, after);
        checkArgument(
                pairs.size() >= FEWEST,
                "the atlases are of different images: %s activations beside %s, of which %s are of the same places of the same images;"
                        + " collect both with the same images, perImage and seed",
                before.activations().size(),
                after.activations().size(),
                pairs.size());
        List<RegionChange> changes = new ArrayList<>();
        regions(
                before.grid(grid).grid(),
                pairs.fromFirst(),
                (index, cell, rows) -> changes.add(change(false, index, cell, pairs, rows)));
        regions(after.grid(grid).grid(), pairs.fromSecond(), (index, cell, rows) -> {
            RegionChange change = change(true, index, cell, pairs, rows);
            if (change.kind() == RegionChange.Kind.APPEARS) {
                changes.add(change);
            }
        });
        return new AtlasDiff(
                changes.stream()
                        .sorted(Comparator.comparing((RegionChange c) -> c.kind())
                                .thenComparing(c -> -Math.abs(c.cohesionAfter() - c.cohesionBefore()))
                                .thenComparing(c -> -c.distance()))
                        .collect(ImmutableList.toImmutableList()),
                pairs.size());
    }

    private interface Region {
        void of(int index, GridCell cell, int[] pairs);
    }

    /** The cells of which both atlases hold enough activations. */
    private static void regions(Grid grid, int[] pairOf, Region region) {
        for (int i = 0; i < grid.cells().size(); i++) {
            GridCell cell = grid.cells().get(i);
            int[] rows = Arrays.stream(cell.members())
                    .map(row -> pairOf[row])
                    .filter(pair -> pair >= 0)
                    .toArray();
            if (rows.length >= FEWEST) {
                region.of(i, cell, rows);
            }
        }
    }

    private static RegionChange change(boolean fromSecond, int index, GridCell cell, Pairs pairs, int[] rows) {
        double before = pairs.cohesionBefore(rows);
        double after = pairs.cohesionAfter(rows);
        double distance = pairs.distance(rows);
        RegionChange.Kind kind = distance > MOVED ? RegionChange.Kind.MOVES : RegionChange.Kind.STAYS;
        if (fromSecond && before < LOST * after) {
            kind = RegionChange.Kind.APPEARS;
        } else if (!fromSecond && after < LOST * before) {
            kind = RegionChange.Kind.VANISHES;
        }
        return new RegionChange(kind, index, cell, before, after, distance);
    }

    /**
     * Counts what could be compared.
     *
     * @return how many activations are of places of images that both atlases hold
     */
    public int compared() {
        return compared;
    }

    /**
     * Lists what became of every region of at least five activations that both atlases hold.
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
