package io.github.activationatlas.shortcuts;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * Where a square patch is pasted.
 *
 * @param size its side as a share of the image's, above 0 to 1
 * @param x 0 at the left border to 1 at the right one, of the room that the patch leaves
 * @param y 0 at the upper border to 1 at the lower one
 */
public record PatchPlace(double size, double x, double y) {
    /**
     * Checks the values.
     *
     * @param size its side as a share of the image's, above 0 to 1
     * @param x 0 at the left border to 1 at the right one
     * @param y 0 at the upper border to 1 at the lower one
     * @throws IllegalArgumentException if a value is outside its range
     */
    public PatchPlace {
        checkArgument(size > 0 && size <= 1, "a patch's size must be above 0 and at most 1, but was %s", size);
        checkArgument(
                x >= 0 && x <= 1 && y >= 0 && y <= 1, "a patch's x and y must be from 0 to 1, but were %s, %s", x, y);
    }

    /**
     * Lists the four corners.
     *
     * @param sizes sides as shares of the image's
     * @return a place for each size and corner
     */
    public static List<PatchPlace> corners(double... sizes) {
        ImmutableList.Builder<PatchPlace> places = ImmutableList.builder();
        for (double size : checkNotNull(sizes, "sizes must not be null")) {
            for (int corner = 0; corner < 4; corner++) {
                places.add(new PatchPlace(size, corner % 2, corner < 2 ? 0 : 1));
            }
        }
        return places.build();
    }
}
