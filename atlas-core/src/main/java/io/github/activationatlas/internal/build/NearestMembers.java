package io.github.activationatlas.internal.build;

import io.github.activationatlas.GridCell;
import io.github.activationatlas.LayerActivations;
import java.util.ArrayList;
import java.util.List;

/** Finds the activations that come closest to a cell's average, by their angle. */
public final class NearestMembers {
    private NearestMembers() {}

    private record Member(int row, int image, double cosine) {}

    /**
     * At most one of an image, so that one image does not fill the list; of equally close ones the first.
     *
     * @param count members at most; only so many are held at any time
     */
    public static List<Integer> of(GridCell cell, LayerActivations activations, int count) {
        List<Member> nearest = new ArrayList<>();
        float[] mean = cell.mean();
        float[] vector = new float[mean.length];
        for (int i = 0; i < cell.count(); i++) {
            int row = cell.member(i);
            activations.copyRow(row, vector);
            insert(nearest, new Member(row, activations.image(row), cosine(vector, mean)));
            if (nearest.size() > count) {
                nearest.remove(count);
            }
        }
        return nearest.stream().map(Member::row).toList();
    }

    private static void insert(List<Member> nearest, Member member) {
        int at = nearest.size();
        while (at > 0 && nearest.get(at - 1).cosine() < member.cosine()) {
            at--;
        }
        for (int i = 0; i < at; i++) {
            if (nearest.get(i).image() == member.image()) {
                return;
            }
        }
        nearest.subList(at, nearest.size()).removeIf(other -> other.image() == member.image());
        nearest.add(at, member);
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
