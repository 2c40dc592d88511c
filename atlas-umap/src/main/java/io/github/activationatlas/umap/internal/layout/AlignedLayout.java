package io.github.activationatlas.umap.internal.layout;

import io.github.activationatlas.umap.UmapSettings;
import io.github.activationatlas.umap.internal.graph.FuzzyGraph;
import io.github.activationatlas.umap.internal.initial.InitialLayout;
import io.github.activationatlas.umap.internal.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Lays out several sets side by side, so that rows that belong together keep near places: umap-learn's AlignedUMAP. Each set starts where the
 * one before it does. While a set is laid out, its points are also drawn to the places that their kin have in the sets within a window, the
 * more so the nearer the set and the more neighbours they share with their kin. In an epoch the sets move one after another.
 */
public final class AlignedLayout {
    /**
     * How often a due edge draws its point. By default umap-learn draws the head seven times, at both ends' pulls and five pushes, where it
     * pulls twice.
     */
    private static final double DRAWS = 3.5;

    private final List<FuzzyGraph> graphs;
    private final RowRelations relations;
    private final SimilarityCurve curve;
    private final UmapSettings settings;
    private final int epochs;

    public AlignedLayout(
            List<FuzzyGraph> graphs, RowRelations relations, SimilarityCurve curve, UmapSettings settings, int epochs) {
        this.graphs = graphs;
        this.relations = relations;
        this.curve = curve;
        this.settings = settings;
        this.epochs = epochs;
    }

    /**
     * How the kin of a set's rows in another set draw them.
     *
     * @param other the other set as it is laid out
     * @param kin for each place of the set the place of its kin in the other, or -1
     * @param strength for each place, of one edge that is due
     */
    private record Draw(LayoutRun other, int[] kin, float[] strength) {}

    /** The draws of a set. */
    private record Alignment(List<Draw> draws) implements LayoutTerm {
        @Override
        public float draw(int point, int due, float rate, float[] at, float[] steps) {
            float total = 0;
            for (Draw draw : draws) {
                int kin = draw.kin()[point];
                if (kin >= 0) {
                    float strength = rate * due * draw.strength()[point];
                    total += strength;
                    for (int c = 0; c < at.length; c++) {
                        steps[c] += strength * (draw.other().before[kin * at.length + c] - at[c]);
                    }
                }
            }
            return total;
        }
    }

    /** Lays the sets out, given where the first one starts. */
    public List<float[]> optimize(float[] start, Workers workers, IntConsumer done) {
        List<float[]> layouts = new ArrayList<>(List.of(start));
        List<LayoutOptimizer> descents = new ArrayList<>();
        for (int s = 0; s < graphs.size(); s++) {
            if (s > 0) {
                layouts.add(follow(layouts.get(s - 1), s));
            }
            descents.add(new LayoutOptimizer(graphs.get(s), curve, settings, epochs, layouts.get(s)));
        }
        List<Alignment> terms = new ArrayList<>();
        for (int s = 0; s < graphs.size(); s++) {
            terms.add(new Alignment(draws(s, descents)));
        }
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int s = 0; s < graphs.size(); s++) {
                descents.get(s).epoch(epoch, terms.get(s), workers);
            }
            done.accept(epoch + 1);
        }
        descents.forEach(LayoutOptimizer::store);
        return layouts;
    }

    /** Starts a set at the places of its kin in the one before; a row without kin at the mean of its neighbours that have some. */
    private float[] follow(float[] before, int set) {
        FuzzyGraph graph = graphs.get(set);
        int[] kin = relations.previous()[set];
        int dimension = settings.nComponents();
        float[] y = new float[graph.points() * dimension];
        SplittableRandom random = new SplittableRandom(settings.seed() + set);
        for (int i = 0; i < graph.points(); i++) {
            double[] sum = new double[dimension];
            double weight = 0;
            if (kin[i] >= 0) {
                add(sum, 1, before, kin[i]);
                weight = 1;
            } else {
                for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
                    if (kin[graph.heads()[e]] >= 0) {
                        add(sum, graph.weights()[e], before, kin[graph.heads()[e]]);
                        weight += graph.weights()[e];
                    }
                }
            }
            for (int c = 0; c < dimension; c++) {
                y[i * dimension + c] =
                        (float) (weight > 0 ? sum[c] / weight : random.nextDouble(0, InitialLayout.SIDE));
            }
        }
        return y;
    }

    private void add(double[] sum, double weight, float[] y, int i) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += weight * y[i * sum.length + c];
        }
    }

    private List<Draw> draws(int set, List<LayoutOptimizer> descents) {
        List<Draw> draws = new ArrayList<>();
        int window = settings.alignmentWindow();
        int[] place = descents.get(set).places().place();
        for (int other = Math.max(0, set - window); other <= Math.min(graphs.size() - 1, set + window); other++) {
            if (other != set) {
                int[] rows = relations.between(set, other - set, graphs.get(set).points());
                double nearness = DRAWS * settings.alignmentRegularization() * Math.exp(1 - Math.abs(other - set));
                int[] kin = new int[rows.length];
                float[] strength = new float[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    kin[place[i]] =
                            rows[i] < 0 ? -1 : descents.get(other).places().place()[rows[i]];
                    strength[place[i]] =
                            rows[i] < 0 ? 0 : (float) (nearness * shared(graphs.get(set), i, rows, graphs.get(other)));
                }
                draws.add(new Draw(descents.get(other).run(), kin, strength));
            }
        }
        return draws;
    }

    /** The neighbours that a row and its kin share, as a part of all that either has. */
    private static double shared(FuzzyGraph graph, int i, int[] rows, FuzzyGraph other) {
        int from = other.first()[rows[i]];
        int to = other.first()[rows[i] + 1];
        int own = 0;
        int common = 0;
        for (int e = graph.first()[i]; e < graph.first()[i + 1]; e++) {
            int kin = rows[graph.heads()[e]];
            own += kin >= 0 ? 1 : 0;
            common += kin >= 0 && Arrays.binarySearch(other.heads(), from, to, kin) >= 0 ? 1 : 0;
        }
        int all = own + to - from - common;
        return all > 0 ? common / (double) all : 1;
    }
}
