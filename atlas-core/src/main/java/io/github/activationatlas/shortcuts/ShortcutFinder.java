package io.github.activationatlas.shortcuts;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.Multiset;
import com.google.common.primitives.Ints;
import io.github.activationatlas.ActivationSet;
import io.github.activationatlas.Grid;
import io.github.activationatlas.GridCell;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.stats.Shrinkage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ranks the cells of a layer by how suspect they are of being a shortcut to a class: they support it strongly, but their activations come
 * from images of other classes, or look unlike the rest of the class's images. What an image shows is what the network takes it for,
 * {@link ActivationSet#predicted()}; where the truth is known, put it there instead. Immutable and thread-safe.
 */
public final class ShortcutFinder {
    private static final int SHOWN = 9;
    private final LayerActivations layer;
    private final Grid grid;
    private final double[] middle;
    /** The activations of each class's images. */
    private final Map<Integer, int[]> rowsOf;
    /** How many of each cell's activations are of each class's images. */
    private final List<Multiset<Integer>> counts = new ArrayList<>();

    private ShortcutFinder(ActivationSet set, LayerActivations layer, Grid grid) {
        this.layer = layer;
        this.grid = grid;
        this.middle = mean(IntStream.range(0, layer.size()).toArray());
        this.rowsOf = IntStream.range(0, layer.size())
                .boxed()
                .collect(Collectors.groupingBy(
                        row -> set.predicted(layer, row),
                        Collectors.collectingAndThen(Collectors.toList(), Ints::toArray)));
        for (GridCell cell : grid.cells()) {
            Multiset<Integer> classes = HashMultiset.create();
            for (int i = 0; i < cell.count(); i++) {
                classes.add(set.predicted(layer, cell.member(i)));
            }
            counts.add(classes);
        }
    }

    /**
     * Starts with a layer.
     *
     * @param set what was collected, with predicted classes
     * @param layer one of its layers
     * @param grid a grid of that layer; fine enough that a concept has cells of its own
     * @return a finder
     * @throws IllegalArgumentException if no predicted classes are known
     */
    public static ShortcutFinder of(ActivationSet set, String layer, Grid grid) {
        checkArgument(
                set.predicted().stream().anyMatch(c -> c >= 0),
                "it is not known what the images were taken for; collect them anew, or give their classes");
        return new ShortcutFinder(set, set.layer(layer), grid);
    }

    /**
     * Ranks the cells that support a class.
     *
     * @param classIndex the class
     * @param most how many at most, at least 1
     * @return the cells, the most suspect first
     * @throws IllegalArgumentException if there is no such class, or attributions are not known
     */
    public List<Shortcut> find(int classIndex, int most) {
        checkArgument(most >= 1, "most must be at least 1, but was %s", most);
        return shown(suspects(classIndex), most);
    }

    /** A cell without the activations that are shown of it, which are looked for only where a cell is among the most suspect. */
    private record Suspect(
            int classIndex,
            int index,
            GridCell cell,
            double attribution,
            double unlikeness,
            double foreign,
            double score) {}

    private Stream<Suspect> suspects(int classIndex) {
        int[] own = rowsOf.getOrDefault(classIndex, new int[0]);
        double[] typical = own.length == 0 ? middle : mean(own);
        Shrinkage shrinkage = grid.shrinkage(classIndex);
        List<Suspect> found = new ArrayList<>();
        for (int i = 0; i < grid.cells().size(); i++) {
            GridCell cell = grid.cells().get(i);
            double attribution = cell.attribution(classIndex);
            if (attribution > 0) {
                double unlikeness = (1 - cosine(cell.mean(), typical)) / 2;
                double foreign = (cell.count() - counts.get(i).count(classIndex)) / (double) cell.count();
                double loudness = Math.max(0, shrinkage.of(attribution, cell.count()));
                double score = loudness * (unlikeness + foreign) / 2;
                found.add(new Suspect(classIndex, i, cell, attribution, unlikeness, foreign, score));
            }
        }
        return found.stream();
    }

    private List<Shortcut> shown(Stream<Suspect> suspects, int most) {
        return suspects.sorted(Comparator.comparing((Suspect s) -> -s.score()))
                .limit(most)
                .map(s -> new Shortcut(
                        s.classIndex(),
                        s.index(),
                        s.cell(),
                        s.attribution(),
                        s.unlikeness(),
                        s.foreign(),
                        s.score(),
                        strongest(s.cell(), s.classIndex())))
                .toList();
    }

    /**
     * Ranks the cells that support any class.
     *
     * @param most how many at most, at least 1
     * @return for each class its most suspect cell, the most suspect of all first
     */
    public List<Shortcut> findAll(int most) {
        checkArgument(most >= 1, "most must be at least 1, but was %s", most);
        int classes = grid.cells().get(0).classes();
        return shown(
                IntStream.range(0, classes)
                        .boxed()
                        .flatMap(c -> suspects(c)
                                .sorted(Comparator.comparing((Suspect s) -> -s.score()))
                                .limit(1)),
                most);
    }

    private List<Integer> strongest(GridCell cell, int classIndex) {
        Set<Integer> images = new HashSet<>();
        float[] effects = new float[cell.count()];
        for (int i = 0; i < effects.length; i++) {
            effects[i] = layer.attribution(cell.member(i), classIndex);
        }
        return IntStream.range(0, effects.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> -effects[i]))
                .map(cell::member)
                .filter(row -> images.add(layer.image(row)))
                .limit(SHOWN)
                .toList();
    }

    private double[] mean(int[] rows) {
        double[] mean = new double[layer.channels()];
        float[] values = new float[mean.length];
        for (int row : rows) {
            layer.copyRow(row, values);
            for (int c = 0; c < mean.length; c++) {
                mean[c] += values[c] / rows.length;
            }
        }
        return mean;
    }

    /** Of both less the layer's average, since rectified activations all point into one corner. */
    private double cosine(float[] a, double[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int c = 0; c < a.length; c++) {
            double x = a[c] - middle[c];
            double y = b[c] - middle[c];
            dot += x * y;
            aa += x * x;
            bb += y * y;
        }
        return aa == 0 || bb == 0 ? 0 : dot / Math.sqrt(aa * bb);
    }
}
