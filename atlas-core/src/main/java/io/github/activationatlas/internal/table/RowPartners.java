package io.github.activationatlas.internal.table;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Ints;
import io.github.activationatlas.LayerActivations;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Finds the rows of another layer that are of the same places of the same images. Images are the same if their names are, and their contents where these are known; an image's first,
 * second, … activation is of the same place in both layers, whatever the layers' sizes, if both were collected alike.
 */
public final class RowPartners {
    private final LayerActivations here;
    private final LayerActivations there;
    private final int[] partners;
    private boolean shared;
    private boolean changed;
    private boolean asMany = true;

    private RowPartners(LayerActivations here, LayerActivations there) {
        this.here = here;
        this.there = there;
        this.partners = new int[here.size()];
        Arrays.fill(partners, -1);
    }

    public static int[] of(LayerActivations here, LayerActivations there) {
        boolean named = !here.imageNames().isEmpty() && !there.imageNames().isEmpty();
        RowPartners rows = new RowPartners(here, there);
        Map<Object, int[]> others = rowsOf(there, named);
        rowsOf(here, named).forEach((image, own) -> {
            int[] other = others.get(image);
            if (other != null && rows.sameContents(own[0], other[0])) {
                rows.pair(own, other);
            }
        });
        if (!rows.asMany
                || !rows.alike(here::positionRow, there::positionRow)
                || !rows.alike(here::positionColumn, there::positionColumn)) {
            rows.byPlace(others, named);
        }
        checkArgument(
                Arrays.stream(rows.partners).anyMatch(row -> row >= 0),
                "layers %s and %s hold activations of %s",
                here.layer(),
                there.layer(),
                rows.shared
                        ? "other places of the same images; collect both with the same images, perImage and seed"
                        : rows.changed
                                ? "different images, though some have the same names"
                                : "different images, such as '" + here.imageName(0) + "' and '" + there.imageName(0)
                                        + "'");
        return rows.partners;
    }

    /** The rows of each image, in order. Without names, images are known by their places in the list. */
    private static Map<Object, int[]> rowsOf(LayerActivations layer, boolean named) {
        Map<Object, int[]> rows = new HashMap<>();
        int[] counts = new int[1 + largest(layer, layer::image)];
        for (int row = 0; row < layer.size(); row++) {
            counts[layer.image(row)]++;
        }
        int[][] byImage = new int[counts.length][];
        for (int row = layer.size() - 1; row >= 0; row--) {
            int image = layer.image(row);
            byImage[image] = byImage[image] == null ? new int[counts[image]] : byImage[image];
            byImage[image][--counts[image]] = row;
        }
        for (int image = 0; image < byImage.length; image++) {
            if (byImage[image] != null) {
                // An image that is listed twice has the rows of both.
                rows.merge(named ? layer.imageNames().get(image) : image, byImage[image], Ints::concat);
            }
        }
        return rows;
    }

    private boolean sameContents(int own, int other) {
        String one = digest(here, own);
        String two = digest(there, other);
        boolean same = one.isEmpty() || two.isEmpty() || one.equals(two);
        changed |= !same;
        return same;
    }

    private static String digest(LayerActivations layer, int row) {
        return layer.digests().isEmpty() ? "" : layer.digests().get(layer.image(row));
    }

    private void pair(int[] own, int[] other) {
        shared = true;
        asMany &= own.length == other.length;
        for (int i = 0; i < Math.min(own.length, other.length); i++) {
            partners[own[i]] = other[i];
        }
    }

    /** Whether what lies further down in one layer never lies further up in the other, as is so where the places are the same. */
    private boolean alike(IntUnaryOperator own, IntUnaryOperator other) {
        TreeMap<Integer, int[]> ranges = new TreeMap<>();
        for (int row = 0; row < partners.length; row++) {
            if (partners[row] >= 0) {
                int at = other.applyAsInt(partners[row]);
                int[] range = ranges.computeIfAbsent(own.applyAsInt(row), key -> new int[] {at, at});
                range[0] = Math.min(range[0], at);
                range[1] = Math.max(range[1], at);
            }
        }
        int furthest = Integer.MIN_VALUE;
        for (int[] range : ranges.values()) {
            if (range[0] < furthest) {
                return false;
            }
            furthest = range[1];
        }
        return true;
    }

    /** Where images were collected otherwise, what is left in common are equal places in layers of one name. */
    private void byPlace(Map<Object, int[]> others, boolean named) {
        Arrays.fill(partners, -1);
        if (!here.layer().equals(there.layer())
                || differ(largest(here, here::positionRow), largest(there, there::positionRow))
                || differ(largest(here, here::positionColumn), largest(there, there::positionColumn))) {
            return;
        }
        rowsOf(here, named).forEach((image, own) -> {
            Map<List<Integer>, ArrayDeque<Integer>> places = new HashMap<>();
            int[] other = others.get(image);
            if (other == null || !sameContents(own[0], other[0])) {
                return;
            }
            for (int row : other) {
                places.computeIfAbsent(place(there, row), key -> new ArrayDeque<>())
                        .add(row);
            }
            for (int row : own) {
                var same = places.get(place(here, row));
                partners[row] = same == null || same.isEmpty() ? -1 : same.remove();
            }
        });
    }

    /** Layers of one name may be of networks, or inputs, of other sizes. */
    private static boolean differ(int own, int other) {
        return Math.abs(own - other) > 1;
    }

    private static int largest(LayerActivations layer, IntUnaryOperator value) {
        return IntStream.range(0, layer.size()).map(value).max().orElse(0);
    }

    private static List<Integer> place(LayerActivations layer, int row) {
        return List.of(layer.positionRow(row), layer.positionColumn(row));
    }
}
