package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DensityTest {
    private static final float[] WIDTHS = {0.1f, 1, 3};
    private static final int EACH = 120;

    /** Clusters of very different densities, which plain UMAP shows as equally large. */
    private static float[][] rows() {
        Random random = new Random(1);
        float[][] rows = new float[WIDTHS.length * EACH][5];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 5; j++) {
                rows[i][j] = WIDTHS[i / EACH] * (float) random.nextGaussian();
            }
            rows[i][i / EACH] += 12 * (i / EACH);
        }
        return rows;
    }

    @Test
    void denseClustersAreSmallAndLooseOnesLarge() {
        UmapModel plain = Umap.builder().build().fit(rows());
        UmapModel dense = Umap.builder().densMap(true).build().fit(rows());
        assertThat(dense.epochs()).isEqualTo(700);
        assertThat(ratio(plain.embedding())).isLessThan(1.8);
        assertThat(ratio(dense.embedding())).isGreaterThan(2.5);
        assertThat(correlation(dense)).isGreaterThan(correlation(plain) + 0.2);
        assertThat(dense.quality(10).trustworthiness()).isGreaterThan(0.85);
    }

    /** How much larger the loosest cluster is than the densest. */
    private static double ratio(float[][] y) {
        double[] sizes = new double[WIDTHS.length];
        for (int cluster = 0; cluster < sizes.length; cluster++) {
            float[] mean = new float[2];
            for (int i = cluster * EACH; i < (cluster + 1) * EACH; i++) {
                mean[0] += y[i][0] / EACH;
                mean[1] += y[i][1] / EACH;
            }
            for (int i = cluster * EACH; i < (cluster + 1) * EACH; i++) {
                sizes[cluster] += Metric.EUCLIDEAN.between(y[i], mean);
            }
        }
        return sizes[2] / sizes[0];
    }

    private static double correlation(UmapModel model) {
        FuzzyGraph graph = UmapLearnTest.union(model.neighbors(), 1, 1);
        DensityTerm density = new DensityTerm(graph, model.neighbors(), new Forces(model.a(), model.b(), 1), 2);
        density.measure(model.layout(), 2);
        return density.correlation();
    }

    @Test
    void theTermPullsWherePointsStandTooFarApartForTheirDensity() {
        UmapModel plain = Umap.builder().nEpochs(200).build().fit(rows());
        FuzzyGraph graph = UmapLearnTest.union(plain.neighbors(), 1, 1);
        DensityTerm density = new DensityTerm(graph, plain.neighbors(), new Forces(plain.a(), plain.b(), 1), 2);
        density.measure(plain.layout(), 2);
        double[] mean = new double[WIDTHS.length];
        for (int i = 0; i < graph.points(); i++) {
            for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                mean[i / EACH] += density.factor(e, i, graph.heads()[e], 0.5);
            }
        }
        assertThat(mean[0]).as("densest: %s", Arrays.toString(mean)).isLessThan(0);
        assertThat(mean[2]).as("loosest: %s", Arrays.toString(mean)).isGreaterThan(0);
    }

    @Test
    void sameSeedSameLayout() {
        Umap umap = Umap.builder().densMap(true).nEpochs(60).threads(1).build();
        assertThat(umap.toBuilder().threads(3).build().fit(rows()).embedding())
                .isDeepEqualTo(umap.fit(rows()).embedding());
    }
}
