package io.github.activationatlas.internal.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.GridCell;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.umap.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class NearestMembersTest {
    /** Vectors of few directions, so that many are equally close. */
    @Property
    void theNearestAreThoseThatSortingAllWouldGiveOneOfAnImage(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 6) Integer> directions,
            @ForAll @IntRange(min = 1, max = 9) int images,
            @ForAll @IntRange(min = 1, max = 12) int count) {
        int n = directions.size();
        float[][] vectors = new float[n][];
        for (int i = 0; i < n; i++) {
            double angle = directions.get(i) * Math.PI / 12;
            vectors[i] = new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
        }
        int[] image = IntStream.range(0, n).map(i -> i * 7 % images).toArray();
        LayerActivations activations = LayerActivations.of(
                "layer", Vectors.of(vectors), Vectors.of(new float[n][1]), image, new int[n], new int[n]);
        GridCell cell = new GridCell(0, 0, IntStream.range(0, n).toArray(), new float[] {1, .2f}, new float[0]);

        List<Integer> sorted = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -cosine(vectors[i])))
                .filter(i -> seen.add(image[i]))
                .limit(count)
                .forEach(sorted::add);

        assertThat(NearestMembers.of(cell, activations, count)).isEqualTo(sorted);
    }

    private static double cosine(float[] v) {
        double dot = v[0] * 1.0 + (double) v[1] * .2f;
        return dot / Math.sqrt(((double) v[0] * v[0] + (double) v[1] * v[1]) * (1 + (double) .2f * .2f));
    }
}
