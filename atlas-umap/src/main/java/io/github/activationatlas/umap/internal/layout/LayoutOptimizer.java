package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.UmapSettings;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.linalg.GradientTable;
import io.github.activationatlas.umap.internal.linalg.Products;
import io.github.activationatlas.umap.internal.linalg.Repulsion;
import io.github.activationatlas.umap.internal.parallel.BatchSchedule;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Moves points so that those with an edge come near and others stay apart: stochastic gradient descent with negative sampling (UMAP paper,
 * algorithm 5; the clock of edges is umap-learn's).
 *
 * <p>A point works off all its edges that are due in one go and moves itself alone, as {@link PointUpdater} says. The rate falls with the square of
 * the epochs left. Points stand in random order and go in batches; a point sees the batches before it as they are now, and the rest, its
 * own batch and those that push it away as they were when the epoch began. So threads share nothing that they write, and the result is the
 * same for any number of them.
 *
 * <p>Pushes grow in number over the first half of the epochs, as pulls are exaggerated early in t-SNE (van der Maaten, Hinton, JMLR 9, 2008):
 * sheets that lie over one another come apart before they are blown up.
 *
 * <p>Where umap-learn moves both ends of an edge once from each end, here each end moves once, so that pushes weigh twice as much beside pulls;
 * more repulsion keeps more neighbours (Böhm, Berens, Kobak, JMLR 23, 2022). That a point goes to the mean of its neighbours, not from one to
 * the next, keeps whole what is whole: of 1000 points spread over a square, steps one by one at a rate of 1 made 11 islands, and at a rate
 * of .1, which keeps the square, left points of 50,000 real activations where they started (trustworthiness .90 for .93).
 */
public final class LayoutOptimizer {
    private static final int BATCHES = 25;
    /** The part of the epochs in which pushes grow. */
    private static final double RISE = 0.5;

    private final UmapSettings settings;
    private final int epochs;
    private final float[] layout;
    private final VisitOrder places;
    private final LayoutRun run;
    private final BatchSchedule schedule;
    private final GradientTable pull;
    private final Repulsion pushes;

    /**
     * Takes a layout over.
     *
     * @param layout coordinates, point behind point; the points are moved in it
     */
    public LayoutOptimizer(FuzzyGraph graph, SimilarityCurve curve, UmapSettings settings, int epochs, float[] layout) {
        this.settings = settings;
        this.epochs = epochs;
        this.layout = layout;
        int dimension = settings.nComponents();
        int n = graph.points();
        int batch = (n + BATCHES - 1) / BATCHES;
        this.places = VisitOrder.of(layout, dimension, batch, settings.seed());
        LayoutEdges edges = LayoutEdges.of(graph, places.place(), epochs);
        this.run = new LayoutRun(layout, dimension, places, edges, !settings.deterministic());
        this.schedule = new BatchSchedule(n, batch);
        double a = curve.a();
        double b = curve.b();
        this.pull = new GradientTable(d2 -> -2 * a * b * Math.pow(d2, b - 1) / (a * Math.pow(d2, b) + 1));
        GradientTable push = new GradientTable(
                d2 -> 2 * settings.repulsionStrength() * b / ((0.001 + d2) * (a * Math.pow(d2, b) + 1)));
        this.pushes = Products.best().pushes(push);
    }

    public LayoutRun run() {
        return run;
    }

    public VisitOrder places() {
        return places;
    }

    /**
     * Goes through all epochs.
     *
     * @param shown whether the layout must be up to date when progress of so many epochs is reported
     */
    public void optimize(LayoutTerm term, Workers workers, IntPredicate shown, IntConsumer progress) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            epoch(epoch, term, workers);
            if (epoch + 1 == epochs || shown.test(epoch + 1)) {
                store();
            }
            progress.accept(epoch + 1);
        }
    }

    /** Goes through one epoch, 0 or more, in which each point moves once. */
    public void epoch(int epoch, LayoutTerm term, Workers workers) {
        Workers.checkInterrupt();
        // Nothing is due in epoch 0; the first that does anything has the full rate.
        if (epoch == 0) {
            return;
        }
        term.begin(run, epoch, workers);
        double past = (epoch - 1.0) / epochs;
        double left = 1 - past;
        float rate = (float) (settings.learningRate() * left * left);
        long seed = settings.seed() * 1_000_003 + epoch * 65_537L;
        int negatives = negatives(past);
        schedule.run(
                workers,
                settings.deterministic(),
                (from, to, start, chunk) -> new PointUpdater(
                                run, pull, pushes, term, negatives, start, rate, seed + chunk)
                        .move(from, to, epoch));
        run.swap();
    }

    /** How many pushes go with a pull when such a part of the epochs is past: one at first, all from the half on. */
    private int negatives(double past) {
        int all = settings.negativeSampleRate();
        return past < RISE ? (int) Math.round(Math.min(1, all) + Math.max(0, all - 1) * past / RISE) : all;
    }

    /** Writes the coordinates into the layout. */
    public void store() {
        int dimension = run.dimension;
        for (int i = 0; i < run.n; i++) {
            System.arraycopy(run.before, places.place()[i] * dimension, layout, i * dimension, dimension);
        }
    }
}
