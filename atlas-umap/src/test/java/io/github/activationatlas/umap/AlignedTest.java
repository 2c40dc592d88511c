package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.umap.internal.layout.RowRelations;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlignedTest {
    /** The same things seen by four layers: each turns and distorts what the one before shows, in more dimensions. */
    private static List<Vectors> layers() {
        float[][] rows = Clusters.of(6, 50, 10, 3);
        Random random = new Random(2);
        List<Vectors> layers = new ArrayList<>(List.of(Vectors.of(rows)));
        for (int layer = 1; layer < 4; layer++) {
            int from = rows[0].length;
            float[][] turn = new float[from + 2][from];
            for (float[] axis : turn) {
                for (int j = 0; j < from; j++) {
                    axis[j] = (float) random.nextGaussian() / 3;
                }
            }
            float[][] next = new float[rows.length][from + 2];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < from + 2; j++) {
                    for (int k = 0; k < from; k++) {
                        next[i][j] += turn[j][k] * rows[i][k];
                    }
                }
            }
            layers.add(Vectors.of(next));
            rows = next;
        }
        return layers;
    }

    @Test
    void thingsKeepTheirPlacesFromLayerToLayer() {
        List<Vectors> layers = layers();
        Umap umap = Umap.builder().nEpochs(200).build();
        List<UmapModel> aligned = umap.fitAligned(layers);
        double together = 0;
        double alone = 0;
        for (int s = 1; s < layers.size(); s++) {
            together += shift(aligned.get(s - 1), aligned.get(s));
            alone += shift(umap.fit(layers.get(s - 1)), umap.fit(layers.get(s)));
            assertThat(aligned.get(s).quality(10).trustworthiness())
                    .isGreaterThan(umap.fit(layers.get(s)).quality(10).trustworthiness() - 0.02);
        }
        assertThat(together).isLessThan(alone / 4);
    }

    /** How far things move from one layout to the next, as a part of the layout's width. */
    private static double shift(UmapModel from, UmapModel to) {
        float[][] x = from.embedding();
        float[][] y = to.embedding();
        double moved = 0;
        double width = 0;
        for (int i = 0; i < x.length; i++) {
            moved += Metric.EUCLIDEAN.between(x[i], y[i]) / x.length;
            width = Math.max(width, Metric.EUCLIDEAN.between(x[i], x[0]));
        }
        return moved / width;
    }

    @Test
    void setsMayDifferInSizeAndPlaceNewVectors() {
        float[][] rows = Clusters.of(3, 40, 6, 5);
        float[][] fewer = java.util.Arrays.copyOfRange(rows, 30, 120);
        int[] relation = new int[120];
        for (int i = 0; i < 120; i++) {
            relation[i] = i < 30 ? -1 : i - 30;
        }
        Umap umap = Umap.builder().nEpochs(100).threads(1).build();
        List<UmapModel> models = umap.fitAligned(List.of(Vectors.of(rows), Vectors.of(fewer)), List.of(relation));
        assertThat(models.get(0).embedding()).hasDimensions(120, 2);
        assertThat(models.get(1).embedding()).hasDimensions(90, 2);
        assertThat(models.get(1).transform(rows)).hasDimensions(120, 2);
        List<UmapModel> again = umap.toBuilder()
                .threads(3)
                .build()
                .fitAligned(List.of(Vectors.of(rows), Vectors.of(fewer)), List.of(relation));
        assertThat(again.get(1).embedding()).isDeepEqualTo(models.get(1).embedding());
    }

    @Test
    void relationsAreFollowedForwardsAndBackwards() {
        RowRelations relations =
                RowRelations.of(List.of(new int[] {2, -1, 0}, new int[] {0, 0, 1}), new int[] {3, 3, 2});
        assertThat(relations.between(0, 2, 3)).containsExactly(1, -1, 0);
        assertThat(relations.between(2, -1, 2)).containsExactly(0, 2);
        assertThat(relations.between(2, -2, 2)).containsExactly(2, 0);
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        Umap umap = Umap.builder().build();
        Vectors three = Vectors.of(new float[3][2]);
        Vectors two = Vectors.of(new float[2][2]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> umap.fitAligned(List.of(three)))
                .withMessage("two or more sets are aligned, but there are 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> umap.fitAligned(List.of(three, two)))
                .withMessage("set 1 has 2 vectors, but set 0 has 3; say which belong together");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> umap.fitAligned(List.of(three, two), List.of(new int[] {0, 1, 2})))
                .withMessage("row 2 of set 0 belongs to row 2, but set 1 has rows 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> umap.fitAligned(List.of(three, two), List.of(new int[2])))
                .withMessage("set 0 has 3 vectors, but its relation has 2");
    }
}
