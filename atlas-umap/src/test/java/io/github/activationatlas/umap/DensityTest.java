package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.layout.DensityTerm;
import io.github.activationatlas.umap.internal.layout.LayoutEdges;
import io.github.activationatlas.umap.internal.layout.LayoutGradient;
import io.github.activationatlas.umap.internal.layout.LayoutOptimizer;
import io.github.activationatlas.umap.internal.layout.SimilarityCurve;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
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

    /** The density term of a finished layout, which it has measured. */
    private static <T> T measured(UmapModel model, BiFunction<DensityTerm, LayoutOptimizer, T> question) {
        FuzzyGraph graph = UmapLearnTest.union(model.neighbors().table(), 1, 1);
        LayoutOptimizer descent = new LayoutOptimizer(
                graph,
                new SimilarityCurve(model.a(), model.b()),
                model.settings(),
                model.epochs(),
                model.layout().clone());
        try (Workers workers = new Workers(2)) {
            DensityTerm density = new DensityTerm(
                    graph,
                    model.neighbors().table(),
                    descent.run(),
                    descent.places(),
                    new LayoutGradient(model.a(), model.b(), 1),
                    2,
                    0,
                    workers);
            density.begin(descent.run(), 0, workers);
            return question.apply(density, descent);
        }
    }

    private static double correlation(UmapModel model) {
        return measured(model, (density, descent) -> density.correlation());
    }

    @Test
    void theTermPullsWherePointsStandTooFarApartForTheirDensity() {
        UmapModel plain = Umap.builder().nEpochs(200).build().fit(rows());
        double[] mean = measured(plain, (density, descent) -> {
            double[] sums = new double[WIDTHS.length];
            LayoutEdges edges = descent.run().edges;
            for (int i = 0; i < WIDTHS.length * EACH; i++) {
                int place = descent.places().place()[i];
                for (int e = edges.first()[place]; e < edges.first()[place + 1]; e++) {
                    sums[i / EACH] += density.pull(e, place, edges.heads()[e], 0.5f);
                }
            }
            return sums;
        });
        assertThat(mean[0]).as("densest: %s", Arrays.toString(mean)).isGreaterThan(0);
        assertThat(mean[2]).as("loosest: %s", Arrays.toString(mean)).isLessThan(0);
    }

    @Test
    void sameSeedSameLayout() {
        Umap umap = Umap.builder().densMap(true).nEpochs(60).threads(1).build();
        assertThat(umap.toBuilder().threads(3).build().fit(rows()).embedding())
                .isDeepEqualTo(umap.fit(rows()).embedding());
    }
}
