package io.github.activationatlas.umap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fit whose neighbours were found before has the bytes of one that searches itself, whatever the layout starts from. */
class KeptNeighborsTest {
    @ParameterizedTest
    @EnumSource(Init.class)
    void theSameLayoutComesOfNeighboursThatWereFoundBefore(Init init) {
        Random random = new Random(2);
        float[][] rows = new float[240][96];
        for (float[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                row[c] = (float) Math.max(0, random.nextGaussian() * (1 + c % 7));
            }
        }
        Vectors vectors = Vectors.of(rows);
        for (Metric metric : new Metric[] {Metric.COSINE, Metric.EUCLIDEAN}) {
            Umap umap = Umap.builder()
                    .metric(metric)
                    .init(init)
                    .nNeighbors(8)
                    .nEpochs(5)
                    .seed(3)
                    .build();
            float[][] direct = umap.fit(vectors).embedding();
            assertThat(umap.fit(vectors, umap.neighbors(vectors)).embedding())
                    .as(metric.name())
                    .isDeepEqualTo(direct);
        }
    }
}
