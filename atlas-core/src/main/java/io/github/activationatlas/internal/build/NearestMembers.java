package io.github.activationatlas.internal.build;

import io.github.activationatlas.GridCell;
import io.github.activationatlas.LayerActivations;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the activations that come closest to a cell's average, by their angle. */
public final class NearestMembers {
    private NearestMembers() {}

    /** At most one of a picture, so that one picture does not fill the list. */
    public static List<Integer> of(GridCell cell, LayerActivations activations, int count) {
        Set<Integer> images = new HashSet<>();
        float[] mean = cell.mean();
        float[] row = new float[mean.length];
        double[] cosines = new double[cell.count()];
        for (int i = 0; i < cosines.length; i++) {
            activations.copyRow(cell.member(i), row);
            cosines[i] = cosine(row, mean);
        }
        return IntStream.range(0, cosines.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -cosines[i]))
                .map(cell::member)
                .filter(member -> images.add(activations.image(member)))
                .limit(count)
                .toList();
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int c = 0; c < a.length; c++) {
            dot += (double) a[c] * b[c];
            aa += (double) a[c] * a[c];
            bb += (double) b[c] * b[c];
        }
        return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
    }
}
