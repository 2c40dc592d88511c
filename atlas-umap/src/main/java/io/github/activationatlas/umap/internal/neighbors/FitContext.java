package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.UmapSettings;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.InnerProductShift;
import io.github.activationatlas.umap.internal.vectors.MetricVectors;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.NormalizedVectors;
import io.github.activationatlas.umap.internal.vectors.PairDistances;
import io.github.activationatlas.umap.internal.vectors.PrincipalAxes;
import io.github.activationatlas.umap.internal.vectors.VectorPairDistances;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** The vectors of a fit and what is derived from them, when it is first needed. For one thread. */
public final class FitContext {
    /** Up to this many points, neighbours by other distances than squared differences are found by comparing all. */
    private static final int EXACT = 4096;

    private final Vectors vectors;
    private final Distance metric;
    private final long seed;
    private final int components;
    private final NormalizedVectors rows;
    private final Workers workers;
    private @Nullable MetricVectors points;
    private @Nullable PrincipalAxes axes;

    private FitContext(
            Vectors vectors, Distance metric, UmapSettings settings, NormalizedVectors rows, Workers workers) {
        this.vectors = vectors;
        this.metric = metric;
        this.seed = settings.seed();
        this.components = settings.nComponents();
        this.rows = rows;
        this.workers = workers;
    }

    /** Checks the vectors. */
    public static FitContext of(Vectors vectors, Distance metric, UmapSettings settings, Workers workers) {
        return new FitContext(vectors, metric, settings, NormalizedVectors.of(vectors, metric, workers), workers);
    }

    public int size() {
        return rows.size();
    }

    public NormalizedVectors rows() {
        return rows;
    }

    /** Searches; k is at least 1 and below the number of points. */
    public NeighborTable neighbors(int k, IntConsumer progress) {
        if (!NormalizedVectors.squares(metric)) {
            MetricVectors all = points();
            PairDistances pairs = new VectorPairDistances(all, metric);
            NeighborSearch search = size() <= EXACT ? new ExactSearch(pairs) : new DescentSearch(pairs, all, seed);
            NeighborTable found = search.search(k, workers, progress);
            return metric == Metric.INNER_PRODUCT ? found.raised(InnerProductShift.of(vectors, metric), all) : found;
        }
        Products products = Products.best();
        Runnable end = products.begin();
        try {
            return search(k, products, progress);
        } finally {
            end.run();
        }
    }

    private NeighborTable search(int k, Products products, IntConsumer progress) {
        StageTimer stages = new StageTimer();
        PrincipalAxes found = axes();
        stages.mark("axes");
        ProjectedVectors table =
                new ProjectionBuilder(rows, found, seed, products, workers).make(k, ProjectedSearch.kept(size(), k));
        stages.mark("table");
        table = table.ordered(TreeLeaves.of(table, 32, seed, products, workers).order(), workers);
        stages.mark("order");
        return new ProjectedSearch(rows, table, products, seed, stages).search(k, workers, progress);
    }

    /** Each vector's coordinates along the directions in which vectors differ most, point behind point. */
    public float[] scores() {
        return axes().scores(rows, components, workers);
    }

    private PrincipalAxes axes() {
        if (axes == null) {
            int count = ProjectionBuilder.axes(rows, components);
            Products products = Products.best();
            // The same sums whether a search needs them or, with given neighbours, the initial layout alone.
            Runnable end = products.begin();
            try {
                axes = PrincipalAxes.of(rows, count, count > 64 ? 10 : 30, seed, products, workers);
            } finally {
                end.run();
            }
        }
        return axes;
    }

    private MetricVectors points() {
        if (points == null) {
            points = MetricVectors.of(vectors, metric);
        }
        return points;
    }
}
