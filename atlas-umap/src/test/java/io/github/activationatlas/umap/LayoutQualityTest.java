package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LayoutQualityTest {
    @Test
    void isOneForTheVectorsThemselvesAndLowForChance() {
        float[][] rows = Clusters.of(4, 50, 2, 8);
        assertThat(LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, rows, 10))
                .isEqualTo(new LayoutQuality(1, 1, 1, 10, 200));
        LayoutQuality chance = LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, Clusters.of(1, 200, 2, 9), 10);
        assertThat(chance.trustworthiness()).isBetween(0.4, 0.65);
        assertThat(chance.continuity()).isBetween(0.4, 0.65);
        assertThat(chance.neighborPreservation()).isBetween(0.02, 0.09);
    }

    @Test
    void isWhatScikitLearnPrints() {
        float[][] rows = Arrays.copyOfRange(UmapLearn.rows("data", 4), 8, 50);
        float[][] layout = Arrays.stream(rows).map(row -> Arrays.copyOf(row, 2)).toArray(float[][]::new);
        LayoutQuality quality = LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, layout, 5);
        assertThat(quality.trustworthiness()).isCloseTo(UmapLearn.values("trustworthiness")[0], within(1e-6));
        assertThat(quality.continuity()).isCloseTo(UmapLearn.values("continuity")[0], within(1e-6));
    }

    @Test
    void aSampleSaysHowManyPointsItHasAndIsNearTheWhole() {
        float[][] rows = Clusters.of(5, 200, 6, 3);
        float[][] layout = Arrays.stream(rows).map(row -> Arrays.copyOf(row, 2)).toArray(float[][]::new);
        LayoutQuality whole = LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, layout, 10);
        LayoutQuality part = LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, layout, 10, 300, 5);
        assertThat(whole.points()).isEqualTo(1000);
        assertThat(part.points()).isEqualTo(300);
        assertThat(part.trustworthiness()).isCloseTo(whole.trustworthiness(), within(0.02));
        assertThat(part).isEqualTo(LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, layout, 10, 300, 5));
    }

    @Test
    void tooManyNeighboursOrOtherRowsAreRefused() {
        Vectors rows = Vectors.of(new float[10][2]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayoutQuality.of(rows, Metric.COSINE, new float[10][2], 5))
                .withMessage("k must be between 1 and 4, but was 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LayoutQuality.of(rows, Metric.COSINE, new float[9][2], 2))
                .withMessage("there are 10 vectors but 9 points");
    }
}
