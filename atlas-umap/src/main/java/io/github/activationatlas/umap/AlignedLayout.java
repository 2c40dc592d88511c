package io.github.activationatlas.umap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * Lays out several sets side by side, so that rows that belong together keep near places: umap-learn's AlignedUMAP. Each set starts where the
 * one before it does. While a set is laid out, its points are also drawn to the places that their kin have in the sets within a window, the
 * more so the nearer the set and the more neighbours they share with their kin.
 */
final class AlignedLayout {
    private final List<FuzzyGraph> graphs;
    private final Relations relations;
    private final Forces forces;
    private final UmapBuilder settings;
    private final int epochs;

    AlignedLayout(List<FuzzyGraph> graphs, Relations relations, Forces forces, UmapBuilder settings, int epochs) {
        this.graphs = graphs;
        this.relations = relations;
        this.forces = forces;
        this.settings = settings;
        this.epochs = epochs;
    }

    /** A place of the kin of a set's rows in another set, and how strongly it draws. */
    private record Draw(int set, int[] rows, float[] strength) {}

    /** Lays the sets out, given where the first one starts. */
    List<float[]> optimize(float[] start, IntConsumer done) {
        List<float[]> layouts = new ArrayList<>(List.of(start));
        List<SerialLayout> descents = new ArrayList<>();
        List<SerialLayout.Term> terms = new ArrayList<>();
        for (int s = 0; s < graphs.size(); s++) {
            if (s > 0) {
                layouts.add(follow(layouts.get(s - 1), s));
            }
            descents.add(new SerialLayout(graphs.get(s), forces, settings, epochs, settings.seed + s));
            terms.add(term(s, layouts, draws(s)));
        }
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (int s = 0; s < graphs.size(); s++) {
                descents.get(s).epoch(layouts.get(s), epoch, terms.get(s));
            }
            done.accept(epoch + 1);
        }
        return layouts;
    }

    /** Starts a set at the places of its kin in the one before; a row without kin at the mean of its neighbours that have some. */
    private float[] follow(float[] before, int set) {
        FuzzyGraph graph = graphs.get(set);
        int[] kin = relations.previous()[set];
        int dimension = settings.nComponents;
        float[] y = new float[graph.points() * dimension];
        SplittableRandom random = new SplittableRandom(settings.seed + set);
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
                y[i * dimension + c] = (float) (weight > 0 ? sum[c] / weight : random.nextDouble(0, 10));
            }
        }
        return y;
    }

    private void add(double[] sum, double weight, float[] y, int i) {
        for (int c = 0; c < sum.length; c++) {
            sum[c] += weight * y[i * sum.length + c];
        }
    }

    private List<Draw> draws(int set) {
        List<Draw> draws = new ArrayList<>();
        int window = settings.alignmentWindow;
        for (int other = Math.max(0, set - window); other <= Math.min(graphs.size() - 1, set + window); other++) {
            if (other != set) {
                int[] rows = relations.between(set, other - set, graphs.get(set).points());
                double nearness = settings.alignmentRegularization * Math.exp(1 - Math.abs(other - set));
                float[] strength = new float[rows.length];
                for (int i = 0; i < rows.length; i++) {
                    strength[i] =
                            rows[i] < 0 ? 0 : (float) (nearness * shared(graphs.get(set), i, rows, graphs.get(other)));
                }
                draws.add(new Draw(other, rows, strength));
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

    private SerialLayout.Term term(int set, List<float[]> layouts, List<Draw> draws) {
        int dimension = settings.nComponents;
        // umap-learn draws at the pull and at every push of the head.
        int times = 1 + settings.negativeSampleRate;
        return new SerialLayout.Term() {
            @Override
            public void moved(int point, double rate, boolean head) {
                float[] y = layouts.get(set);
                for (Draw draw : draws) {
                    int kin = draw.rows()[point];
                    if (kin >= 0) {
                        float[] z = layouts.get(draw.set());
                        double strength = Math.min(1, rate * draw.strength()[point] * (head ? times : 1));
                        for (int c = 0; c < dimension; c++) {
                            double difference = y[point * dimension + c] - z[kin * dimension + c];
                            y[point * dimension + c] -= (float) (strength * Forces.clip(difference));
                        }
                    }
                }
            }
        };
    }
}
