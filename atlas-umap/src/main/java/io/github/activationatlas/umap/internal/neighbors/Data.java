package io.github.activationatlas.umap.internal.neighbors;

import io.github.activationatlas.umap.Distance;
import io.github.activationatlas.umap.Metric;
import io.github.activationatlas.umap.UmapSettings;
import io.github.activationatlas.umap.Vectors;
import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.parallel.Workers;
import io.github.activationatlas.umap.internal.vectors.Axes;
import io.github.activationatlas.umap.internal.vectors.NeighborTable;
import io.github.activationatlas.umap.internal.vectors.Pairs;
import io.github.activationatlas.umap.internal.vectors.Points;
import io.github.activationatlas.umap.internal.vectors.Rise;
import io.github.activationatlas.umap.internal.vectors.Rows;
import io.github.activationatlas.umap.internal.vectors.VectorPairs;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What a fit knows of its vectors; each thing is made when it is first needed. For one thread. */
public final class Data {
    /** Up to this many points, neighbours by other distances than squared differences are found by comparing all. */
    private static final int EXACT = 4096;

    private final Vectors vectors;
    private final Distance metric;
    private final long seed;
    private final int components;
    private final Rows rows;
    private final Workers workers;
    private @Nullable Points points;
    private @Nullable Axes axes;

    private Data(Vectors vectors, Distance metric, UmapSettings settings, Rows rows, Workers workers) {
        this.vectors = vectors;
        this.metric = metric;
        this.seed = settings.seed();
        this.components = settings.nComponents();
        this.rows = rows;
        this.workers = workers;
    }

    /** Checks the vectors. */
    public static Data of(Vectors vectors, Distance metric, UmapSettings settings, Workers workers) {
        return new Data(vectors, metric, settings, Rows.of(vectors, metric, workers), workers);
    }

    public int size() {
        return rows.size();
    }

    public Rows rows() {
        return rows;
    }

    /** Searches; k is at least 1 and below the number of points. */
    public NeighborTable neighbors(int k, IntConsumer progress) {
        if (!Rows.squares(metric)) {
            Points all = points();
            Pairs pairs = new VectorPairs(all, metric);
            NeighborSearch search = size() <= EXACT ? new ExactSearch(pairs) : new DescentSearch(pairs, all, seed);
            NeighborTable found = search.search(k, workers, progress);
            return metric == Metric.INNER_PRODUCT ? found.raised(Rise.of(vectors, metric), all) : found;
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
        Stages stages = new Stages();
        Axes found = axes();
        stages.mark("axes");
        Table table = new TableMaker(rows, found, seed, products, workers).make(k, TableSearch.kept(size(), k));
        stages.mark("table");
        table = table.ordered(Leaves.of(table, 32, seed, products, workers).order(), workers);
        stages.mark("order");
        return new TableSearch(rows, table, products, seed, stages).search(k, workers, progress);
    }

    /** Each vector's coordinates along the directions in which vectors differ most, point behind point. */
    public float[] scores() {
        return axes().scores(rows, components, workers);
    }

    private Axes axes() {
        if (axes == null) {
            int count = TableMaker.axes(rows, components);
            Products products = Products.best();
            // The same sums whether a search needs them or, with given neighbours, the initial layout alone.
            Runnable end = products.begin();
            try {
                axes = Axes.of(rows, count, count > 64 ? 10 : 30, seed, products, workers);
            } finally {
                end.run();
            }
        }
        return axes;
    }

    private Points points() {
        if (points == null) {
            points = Points.of(vectors, metric);
        }
        return points;
    }
}
