package io.github.activationatlas.internal.build;

import java.util.List;
import java.util.stream.IntStream;

/** Chooses a hierarchy of grids for a number of points. */
public final class GridSizes {
    private static final int COARSEST = 20;
    private static final int LEVELS = 4;

    private GridSizes() {}

    /**
     * Takes the published atlases' 20, 40, 80 and 160 as far as a cell can hold twice the fewest points on the average; where not even 20
     * does, one grid that does, and one of half its size.
     */
    public static List<Integer> of(int points, int minPoints) {
        int finest = Math.max(1, (int) Math.sqrt(points / (2.0 * minPoints)));
        if (finest < COARSEST) {
            return finest < 4 ? List.of(finest) : List.of(finest / 2, finest);
        }
        return IntStream.range(0, LEVELS)
                .map(level -> COARSEST << level)
                .filter(size -> size <= finest)
                .boxed()
                .toList();
    }
}
