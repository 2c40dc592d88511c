package io.github.activationatlas.umap.internal.neighbors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.activationatlas.umap.Clusters;
import io.github.activationatlas.umap.LayoutQuality;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.NeighborGraph;
import io.github.activationatlas.umap.Umap;
import io.github.activationatlas.umap.UmapModel;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.layout.VisitOrder;
import io.github.activationatlas.umap.internal.linalg.GradientTable;
import io.github.activationatlas.umap.internal.linalg.OpenBlasProducts;
import io.github.activationatlas.umap.internal.linalg.PlainProducts;
import io.github.activationatlas.umap.internal.linalg.PlainRepulsion;
import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.linalg.Repulsion;
import io.github.activationatlas.umap.internal.parallel.BatchSchedule;
import io.github.activationatlas.umap.internal.parallel.PairSchedule;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;
import io.github.activationatlas.umap.internal.vectors.PrincipalAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;

/** The fast search and layout: products, schedule, trees, table and steps. */
class EngineTest {
    @Property(tries = 40)
    void blocksOfProductsAreTheProductsOfTheirRows(
            @ForAll @IntRange(min = 1, max = 70) int m, @ForAll @IntRange(min = 1, max = 70) int n, @ForAll long seed) {
        int width = 2 * Products.LANES;
        float[] a = floats(m * width, seed);
        float[] b = floats(n * width, seed + 1);
        int[] all = IntStream.range(0, n).toArray();
        for (Products products : List.of(new PlainProducts(), new OpenBlasProducts(), Products.best())) {
            Runnable end = products.begin();
            float[] c = new float[m * Products.stride(n)];
            products.multiply(a, 0, m, b, 0, n, width, c);
            float[] dots = new float[n];
            for (int i = 0; i < m; i++) {
                products.dots(a, i * width, width, b, width, all, 0, n, dots);
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int k = 0; k < width; k++) {
                        sum += (double) a[i * width + k] * b[j * width + k];
                    }
                    assertThat((double) c[i * Products.stride(n) + j]).isCloseTo(sum, within(1e-3));
                    assertThat((double) dots[j]).isCloseTo(sum, within(1e-3));
                }
            }
            end.run();
        }
    }

    @Property(tries = 40)
    void selectionNamesTheColumnsThatEitherListWants(@ForAll @IntRange(min = 1, max = 70) int n, @ForAll long seed) {
        float[] c = floats(n, seed);
        float[] half = floats(n, seed + 1);
        float[] bound = floats(n, seed + 2);
        int[] expected = IntStream.range(0, n)
                .filter(j -> c[j] > 0.2f + half[j] || c[j] > bound[j] + 0.3f)
                .toArray();
        for (Products products : List.of(new PlainProducts(), Products.best())) {
            int[] hits = new int[n];
            int count = products.select(c, 0, n, half, bound, 0, 0.3f, 0.2f, hits);
            assertThat(Arrays.copyOf(hits, count)).isEqualTo(expected);
        }
    }

    @Property(tries = 30)
    void everyTwoBlocksMeetOnceAndNeverOneInTwoMeetings(
            @ForAll @IntRange(min = 1, max = 20) int blocks, @ForAll @IntRange(min = 1, max = 4) int threads) {
        int[][] met = new int[blocks][blocks];
        AtomicIntegerArray busy = new AtomicIntegerArray(blocks);
        AtomicBoolean clash = new AtomicBoolean();
        try (Workers workers = new Workers(threads)) {
            new PairSchedule(blocks).run(workers, (left, right, number) -> {
                boolean alone = busy.incrementAndGet(left) == 1 && (left == right || busy.incrementAndGet(right) == 1);
                met[left][right]++;
                busy.decrementAndGet(left);
                if (left != right) {
                    busy.decrementAndGet(right);
                }
                if (!alone) {
                    clash.set(true);
                }
            });
        }
        assertThat(clash).isFalse();
        for (int i = 0; i < blocks; i++) {
            for (int j = 0; j < blocks; j++) {
                assertThat(met[i][j]).isEqualTo(i <= j ? 1 : 0);
            }
        }
    }

    @Property(tries = 40)
    void everyPointIsInOneChunkAndBatchesComeOneAfterAnother(
            @ForAll @IntRange(min = 1, max = 5000) int n,
            @ForAll @IntRange(min = 1, max = 30) int batches,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        AtomicIntegerArray seen = new AtomicIntegerArray(n);
        AtomicBoolean early = new AtomicBoolean();
        try (Workers workers = new Workers(threads)) {
            new BatchSchedule(n, batches).run(workers, true, (from, to, batch, chunk) -> {
                for (int i = 0; i < batch; i++) {
                    if (seen.get(i) == 0) {
                        early.set(true);
                    }
                }
                for (int i = from; i < to; i++) {
                    seen.incrementAndGet(i);
                }
            });
        }
        assertThat(early).isFalse();
        assertThat(IntStream.range(0, n).map(seen::get)).containsOnly(1);
    }

    @Property(tries = 20)
    void leavesHoldEachRowOnceAndDifferInSizeByFew(
            @ForAll @IntRange(min = 1, max = 900) int n, @ForAll @IntRange(min = 1, max = 3) int kinds) {
        float[] values = new float[n * 32];
        for (int i = 0; i < n; i++) {
            values[i * 32] = i % kinds;
        }
        int[] order = IntStream.range(0, n).toArray();
        try (Workers workers = new Workers(2)) {
            TreeLeaves leaves = TreeLeaves.of(
                    new ProjectedVectors(n, 32, values, new float[n], order), 40, 1, Products.best(), workers);
            assertThat(leaves.order()).containsExactlyInAnyOrder(order);
            for (int leaf = 0; leaf < leaves.count(); leaf++) {
                assertThat(leaves.first(leaf + 1) - leaves.first(leaf)).isBetween(Math.min(n, 20), 40);
            }
        }
    }

    @Property(tries = 40)
    void pushesOfARunAreTheSumOfItsSteps(
            @ForAll @IntRange(min = 1, max = 4) int dimension,
            @ForAll @IntRange(min = 0, max = 70) int from,
            @ForAll @IntRange(min = 0, max = 70) int many,
            @ForAll long seed) {
        GradientTable table = new GradientTable(d2 -> 1 / (0.1 + d2));
        float[] at = floats(dimension, seed);
        float[][] crowd = new float[dimension][];
        for (int c = 0; c < dimension; c++) {
            crowd[c] = floats(from + many + Repulsion.PAD, seed + 1 + c);
        }
        for (Repulsion pushes :
                List.of(new PlainRepulsion(table), Products.best().pushes(table))) {
            float[] sums = new float[dimension * Repulsion.PARTS];
            pushes.add(at, crowd, from, from + many, 0.3f, sums);
            for (int c = 0; c < dimension; c++) {
                double expected = 0;
                for (int s = from; s < from + many; s++) {
                    double d2 = 0;
                    for (int e = 0; e < dimension; e++) {
                        d2 += Math.pow(at[e] - crowd[e][s], 2);
                    }
                    double step = 0.3 * (at[c] - crowd[c][s]) / (0.1 + d2);
                    expected += Math.max(-1.2, Math.min(1.2, step));
                }
                double sum = 0;
                for (int p = 0; p < pushes.parts(); p++) {
                    sum += sums[c * Repulsion.PARTS + p];
                }
                assertThat(sum).isCloseTo(expected, within(2e-3));
            }
        }
    }

    @Test
    void placesAreAnOrderOfThePointsAndBatchesAreByChance() {
        float[] line = new float[2000];
        for (int i = 0; i < 1000; i++) {
            line[2 * i] = i;
        }
        VisitOrder places = VisitOrder.of(line, 2, 100, 5);
        assertThat(Arrays.stream(places.place()).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(Arrays.stream(places.seat()).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        int[] firstBatch =
                IntStream.range(0, 1000).filter(i -> places.place()[i] < 100).toArray();
        assertThat(firstBatch).hasSize(100);
        assertThat(firstBatch[99] - firstBatch[0]).isGreaterThan(800);
        // Within a batch those that lie together come one after another.
        assertThat(IntStream.of(firstBatch).map(i -> places.place()[i]).toArray())
                .isSorted();
    }

    @Test
    void manyShortVectorsAreSearchedAsTheyAre() {
        float[][] rows = new float[17_000][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = floats(3, i);
        }
        NeighborGraph graph = NeighborGraph.of(Vectors.of(rows), Metric.EUCLIDEAN, 5);
        assertThat(graph.recall(Vectors.of(rows), Metric.EUCLIDEAN, 200, 1)).isGreaterThan(0.99);
    }

    @Test
    void theStepTableFollowsItsFunction() {
        GradientTable table = new GradientTable(x -> Math.pow(x, 0.895) / (1 + x));
        for (double x = 1e-7; x < 1e7; x *= 1.37) {
            double value = Math.pow(x, 0.895) / (1 + x);
            assertThat((double) table.at((float) x)).isCloseTo(value, within(1e-4 * value));
        }
        assertThat(Float.isFinite(table.at(Float.MAX_VALUE))).isTrue();
        assertThat(Float.isFinite(table.at(Float.MIN_VALUE))).isTrue();
    }

    @Property
    void aListHoldsTheNearestOfAllItWasOfferedWhateverTheirOrder(
            @ForAll @IntRange(min = 1, max = 20) int k, @ForAll long seed) {
        Random random = new Random(seed);
        List<Integer> offered = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            offered.add(random.nextInt(40));
        }
        // Few distances, so that many are equal; one a point.
        List<Integer> expected = offered.stream()
                .distinct()
                .sorted(Comparator.comparing((Integer id) -> id % 7).thenComparing(id -> id))
                .limit(k)
                .toList();
        NeighborLists lists = new NeighborLists(1, k);
        for (int id : offered) {
            boolean held = lists.holds(0, id, id % 7);
            assertThat(lists.offer(0, id, id % 7) && held).isFalse();
        }
        for (int i = 0; i < k; i++) {
            int id = i < expected.size() ? expected.get(i) : -1;
            assertThat(lists.id(0, i)).isEqualTo(id);
            assertThat(id < 0 || lists.holds(0, id, id % 7)).isTrue();
        }
    }

    @Test
    void leavesAndDescentFindNearlyAllNeighboursAndDoNotDependOnThreads() {
        Vectors vectors = Vectors.of(Clusters.of(40, 100, 40, 2));
        NeighborTable[] found = new NeighborTable[2];
        for (int threads = 1; threads <= 2; threads++) {
            try (Workers workers = new Workers(threads)) {
                NormalizedVectors rows = NormalizedVectors.of(vectors, Metric.COSINE, workers);
                PrincipalAxes axes = PrincipalAxes.of(rows, 8, 10, 1, Products.best(), workers);
                ProjectedVectors table = new ProjectionBuilder(rows, axes, 1, Products.best(), workers).make(14, 28);
                ProjectedSearch search = new ProjectedSearch(rows, table, Products.best(), 1, new StageTimer());
                found[threads - 1] = search.search(14, workers, false, p -> {});
                NeighborTable exact = search.search(14, workers, true, p -> {});
                int right = 0;
                for (int i = 0; i < exact.size(); i++) {
                    for (int k = 0; k < 14; k++) {
                        right += found[threads - 1].distance(i, k) <= exact.distance(i, 13) ? 1 : 0;
                    }
                }
                assertThat(right / 14.0 / exact.size()).isGreaterThan(0.97);
            }
        }
        assertThat(found[0]).isEqualTo(found[1]);
    }

    @Property(tries = 60)
    void anyFiniteVectorsGiveFiniteLayoutsAndSortedNeighbours(
            @ForAll @IntRange(min = 0, max = 6) int kind,
            @ForAll @IntRange(min = 1, max = 60) int n,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[n][1 + random.nextInt(6)];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = switch (kind) {
                    case 0 -> 0;
                    case 1 -> random.nextInt(2);
                    case 2 -> j == 0 ? 7 : random.nextFloat();
                    case 3 -> 3e38f * (random.nextFloat() - 0.5f);
                    case 4 -> Float.MIN_VALUE * random.nextInt(100);
                    case 5 -> (float) Math.pow(10, 60 * random.nextDouble() - 30);
                    default -> (float) random.nextGaussian();
                };
            }
        }
        for (Metric metric : List.of(Metric.EUCLIDEAN, Metric.COSINE, Metric.CORRELATION)) {
            Umap umap = Umap.builder()
                    .metric(metric)
                    .nNeighbors(7)
                    .nEpochs(30)
                    .seed(seed)
                    .threads(1)
                    .build();
            UmapModel model = umap.fit(rows);
            assertThat(model.embedding().length).isEqualTo(n);
            for (float[] point : model.embedding()) {
                for (float v : point) {
                    assertThat(Float.isFinite(v)).isTrue();
                }
            }
            io.github.activationatlas.umap.NeighborGraph graph = model.neighbors();
            for (int i = 0; i < n; i++) {
                int self = i;
                int[] ids = IntStream.range(0, graph.k())
                        .map(k -> graph.id(self, k))
                        .toArray();
                assertThat(ids).doesNotHaveDuplicates().doesNotContain(i, -1);
                for (int k = 0; k < graph.k(); k++) {
                    assertThat(Float.isFinite(graph.distance(i, k))).isTrue();
                    assertThat(graph.distance(i, k)).isGreaterThanOrEqualTo(k == 0 ? 0 : graph.distance(i, k - 1));
                }
            }
        }
    }

    @Test
    void sameSeedSameBytesForOneTwoAndEightThreads() {
        float[][] rows = Clusters.of(9, 200, 20, 5);
        float[][] first = fit(rows, 1);
        assertThat(Arrays.deepEquals(first, fit(rows, 2))).isTrue();
        assertThat(Arrays.deepEquals(first, fit(rows, 8))).isTrue();
    }

    @Test
    void aRacingLayoutIsAsGood() {
        float[][] rows = Clusters.of(6, 100, 20, 1);
        Umap racing = Umap.builder().deterministic(false).threads(2).build();
        float[][] y = racing.fit(rows).embedding();
        assertThat(LayoutQuality.of(Vectors.of(rows), Metric.EUCLIDEAN, y, 15).trustworthiness())
                .isGreaterThan(0.9);
    }

    private static float[][] fit(float[][] rows, int threads) {
        return Umap.builder().threads(threads).nEpochs(60).build().fit(rows).embedding();
    }

    private static float[] floats(int n, long seed) {
        Random random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() - 0.4f;
        }
        return values;
    }

    @Test
    void searchesThatOverlapLeaveOpenBlasItsThreads() {
        OpenBlasProducts products = new OpenBlasProducts();
        int before = openblas.blas_get_num_threads();
        openblas.blas_set_num_threads(2);
        Runnable first = products.begin();
        Runnable second = products.begin();
        first.run();
        assertThat(openblas.blas_get_num_threads()).isEqualTo(1);
        second.run();
        assertThat(openblas.blas_get_num_threads()).isEqualTo(2);
        openblas.blas_set_num_threads(before);
    }
}
