package io.github.activationatlas.internal.build;

import static com.google.common.base.Preconditions.checkArgument;

import io.github.activationatlas.ClassFilter;
import io.github.activationatlas.LayerActivations;
import io.github.activationatlas.Layout;
import io.github.activationatlas.internal.table.UnitInterval;
import io.github.activationatlas.umap.NeighborGraph;
import io.github.activationatlas.umap.Umap;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What part of the activations an atlas is of, and how that is laid out. */
public sealed interface Selection {

    /** The rows of a layer that are kept. */
    int[] rows(LayerActivations activations);

    /** Lays the kept rows out. */
    Layout layout(LayerActivations chosen, Umap umap, NeighborGraph neighbors);

    /** Names the part, for records. */
    String name(List<String> labels);

    /** The settings that suit. */
    Defaults defaults();

    /** Settings that suit; {@code grids} are empty if they depend on the number of points alone. */
    record Defaults(int nNeighbors, double minDist, List<Integer> grids) {
        /** The points of one or two classes are few, and all alike: fewer neighbours separate them. */
        static Defaults ofClasses(int grid) {
            return new Defaults(20, 0.01, List.of(grid));
        }
    }

    /** An atlas of everything. */
    record All() implements Selection {
        @Override
        public int[] rows(LayerActivations activations) {
            return IntStream.range(0, activations.size()).toArray();
        }

        @Override
        public Layout layout(LayerActivations chosen, Umap umap, NeighborGraph neighbors) {
            return plane(chosen, umap, neighbors);
        }

        @Override
        public String name(List<String> labels) {
            return "all";
        }

        @Override
        public Defaults defaults() {
            return new Defaults(50, 0.05, List.of());
        }
    }

    /** An atlas of what supports one class. */
    record OneClass(int classIndex, ClassFilter filter) implements Selection {
        @Override
        public int[] rows(LayerActivations activations) {
            return some(filter.select(activations, classIndex), activations);
        }

        @Override
        public Layout layout(LayerActivations chosen, Umap umap, NeighborGraph neighbors) {
            return plane(chosen, umap, neighbors);
        }

        @Override
        public String name(List<String> labels) {
            return label(labels, classIndex) + " by " + filter;
        }

        @Override
        public Defaults defaults() {
            return Defaults.ofClasses(8);
        }
    }

    /** An atlas of what separates two classes: from left to right by attribution, downwards by similarity. */
    record TwoClasses(int left, int right, ClassFilter filter) implements Selection {
        private static final double OUTLIERS = 0.01;

        public TwoClasses {
            checkArgument(left != right, "compare must name two classes, but both are %s", left);
        }

        @Override
        public int[] rows(LayerActivations activations) {
            IntStream both = IntStream.concat(
                    Arrays.stream(filter.select(activations, left)), Arrays.stream(filter.select(activations, right)));
            return some(both.sorted().distinct().toArray(), activations);
        }

        /** The difference of the attributions over the 99th percentile of its absolute value, so that the middle is where they are equal. */
        @Override
        public Layout layout(LayerActivations chosen, Umap umap, NeighborGraph neighbors) {
            int n = chosen.size();
            float[] difference = new float[n];
            float[] size = new float[n];
            float[] row = new float[chosen.classes()];
            for (int i = 0; i < n; i++) {
                chosen.copyAttributions(i, row);
                difference[i] = row[right] - row[left];
                size[i] = Math.abs(difference[i]);
            }
            Arrays.sort(size);
            float full = Math.max(Float.MIN_NORMAL, size[(int) Math.ceil((1 - OUTLIERS) * (n - 1))]);
            float[][] line = umap.toBuilder()
                    .nComponents(1)
                    .build()
                    .fit(chosen.vectors(), neighbors)
                    .embedding();
            float[] down = new float[n];
            for (int i = 0; i < n; i++) {
                down[i] = line[i][0];
            }
            down = UnitInterval.of(down);
            float[][] points = new float[n][];
            for (int i = 0; i < n; i++) {
                points[i] = new float[] {0.5f + 0.5f * Math.max(-1, Math.min(1, difference[i] / full)), down[i]};
            }
            return Layout.ofPoints(points);
        }

        @Override
        public String name(List<String> labels) {
            return label(labels, left) + " | " + label(labels, right) + " by " + filter;
        }

        @Override
        public Defaults defaults() {
            return Defaults.ofClasses(10);
        }
    }

    private static Layout plane(LayerActivations chosen, Umap umap, NeighborGraph neighbors) {
        return Layout.of(umap.fit(chosen.vectors(), neighbors).embedding());
    }

    private static String label(List<String> labels, int classIndex) {
        checkArgument(
                classIndex >= 0 && classIndex < labels.size(),
                "there is no class %s: the network has %s",
                classIndex,
                labels.size());
        return labels.get(classIndex);
    }

    private static int[] some(int[] rows, LayerActivations activations) {
        checkArgument(
                rows.length > 0,
                "none of the %s activations of layer %s supports the class",
                activations.size(),
                activations.layer());
        return rows;
    }
}
