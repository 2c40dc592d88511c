package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.parallel.Workers;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final float[][] ROWS = Clusters.of(1, 240, 8, 4);

    @Test
    void theGraphWithCategoriesIsUmapLearns() {
        UmapLearnTest.assertSame(joined(Target.categories(UmapLearn.ints("target"))), "categorical");
    }

    @Test
    void theGraphWithNumbersIsUmapLearns() {
        double[] values = UmapLearn.values("numeric.values");
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        UmapLearnTest.assertSame(joined(Target.numbers(floats)), "numeric");
    }

    private static FuzzyGraph joined(Target target) {
        FuzzyGraph graph = UmapLearnTest.union(UmapLearnTest.neighbors(Metric.EUCLIDEAN), 1, 1);
        try (Workers workers = new Workers(1)) {
            return Fit.supervised(
                    graph, target, Umap.builder().nNeighbors(8).build().settings(), workers);
        }
    }

    @Test
    void categoriesComeTogetherAndTheMoreSoTheMoreTheyCount() {
        int[] labels = new int[ROWS.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 10 == 9 ? -1 : i % 3;
        }
        double none = purity(Umap.builder().nEpochs(150).build().fit(ROWS).embedding(), labels);
        double some = purity(
                Umap.builder()
                        .nEpochs(150)
                        .build()
                        .fit(Vectors.of(ROWS), Target.categories(labels))
                        .embedding(),
                labels);
        double most = purity(
                Umap.builder()
                        .nEpochs(150)
                        .targetWeight(1)
                        .build()
                        .fit(Vectors.of(ROWS), Target.categories(labels))
                        .embedding(),
                labels);
        assertThat(none).isLessThan(0.5);
        assertThat(some).isGreaterThan(none + 0.2);
        assertThat(most).isGreaterThan(0.9);
    }

    /** How often the nearest point of known category is of the same category. */
    private static double purity(float[][] y, int[] labels) {
        int same = 0;
        int known = 0;
        for (int i = 0; i < y.length; i++) {
            int nearest = -1;
            for (int j = 0; j < y.length && labels[i] >= 0; j++) {
                if (j != i
                        && labels[j] >= 0
                        && (nearest < 0
                                || Metric.EUCLIDEAN.between(y[i], y[j]) < Metric.EUCLIDEAN.between(y[i], y[nearest]))) {
                    nearest = j;
                }
            }
            if (nearest >= 0) {
                known++;
                same += labels[nearest] == labels[i] ? 1 : 0;
            }
        }
        return same / (double) known;
    }

    @Test
    void nearNumbersComeTogether() {
        float[] values = new float[ROWS.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 0.37f % 1;
        }
        Vectors numbers = Vectors.of(values, 1);
        float[][] plain = Umap.builder().nEpochs(150).build().fit(ROWS).embedding();
        float[][] told = Umap.builder()
                .nEpochs(150)
                .build()
                .fit(Vectors.of(ROWS), NeighborGraph.of(Vectors.of(ROWS), Metric.EUCLIDEAN, 14), Target.numbers(values))
                .embedding();
        assertThat(LayoutQuality.of(numbers, Metric.EUCLIDEAN, told, 10).trustworthiness())
                .isGreaterThan(
                        LayoutQuality.of(numbers, Metric.EUCLIDEAN, plain, 10).trustworthiness() + 0.2);
    }

    @Test
    void targetsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.categories(0, -2))
                .withMessage("label 1 is -2; labels are 0 or more, or -1 where unknown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Target.numbers(1, 2, Float.NaN))
                .withMessage("target value 2 is NaN; values must be finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Umap.builder().build().fit(Vectors.of(ROWS), Target.categories(1, 2)))
                .withMessage("there are 240 vectors, but targets of 2");
    }
}
